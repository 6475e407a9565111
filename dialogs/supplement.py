"""What a reporter can add afterwards; nothing of it is required, and nothing said before is changed."""

from __future__ import annotations

from domain.flow import Choice, Flow, Line, Long, Option, Page, Step, always
from domain.text import Text

CATEGORIES = (
    Option("unsafe", Text(
        "Har det ikke trygt og godt, uten kjent årsak",
        "Har det ikkje trygt og godt, utan kjend årsak",
        "Not safe and well, cause unknown",
    )),
    Option("bullying", Text("Mobbing", "Mobbing", "Bullying")),
    Option("violence", Text("Vold eller trusler", "Vald eller truslar", "Violence or threats")),
    Option("discrimination", Text("Diskriminering", "Diskriminering", "Discrimination")),
    Option("harassment", Text(
        "Trakassering, også seksuell", "Trakassering, også seksuell", "Harassment, also sexual"
    )),
    Option("racism", Text("Rasisme eller hatytringer", "Rasisme eller hatytringar", "Racism or hate speech")),
    Option("exclusion", Text(
        "Utestenging, isolering, baksnakking", "Utestenging, isolering, baksnakking", "Exclusion, isolation, gossip"
    )),
    Option("digital", Text("Digitale krenkelser", "Digitale krenkingar", "Digital violations")),
    Option("behaviour", Text(
        "Endret atferd, tilbaketrekking, fravær", "Endra åtferd, tilbaketrekking, fråvær",
        "Changed behaviour, withdrawal, absence",
    )),
    Option("class_climate", Text("Klassemiljø", "Klassemiljø", "Class environment")),
    Option("radicalisation", Text(
        "Radikalisering eller voldelig ekstremisme", "Radikalisering eller valdeleg ekstremisme",
        "Radicalisation or violent extremism",
    )),
    Option("physical_intervention", Text(
        "Fysisk inngrep (§ 13-4)", "Fysisk inngrep (§ 13-4)", "Physical intervention (§ 13-4)"
    )),
    Option("other", Text("Annet", "Anna", "Other")),
)  # fmt: skip

KNOWN_BY = (
    Option("saw", Text("Jeg så eller hørte det selv", "Eg såg eller høyrde det sjølv", "I saw or heard it myself")),
    Option("student", Text("Eleven fortalte det", "Eleven fortalde det", "The student told me")),
    Option("other_student", Text("En annen elev sa det", "Ein annan elev sa det", "Another student told me")),
    Option("parent", Text("Foresatte fortalte det", "Føresette fortalde det", "Parents told me")),
    Option("colleague", Text("En kollega fortalte det", "Ein kollega fortalde det", "A colleague told me")),
    Option("survey", Text(
        "Elevundersøkelsen eller annen kartlegging", "Elevundersøkinga eller anna kartlegging", "A survey"
    )),
    Option("social_media", Text("Sosiale medier", "Sosiale medium", "Social media")),
    Option("other", Text("Annet", "Anna", "Other")),
)  # fmt: skip

SUPPLEMENT = Flow(
    "supplement",
    (
        Page(
            "more",
            Text("Legg til opplysninger", "Legg til opplysningar", "Add information"),
            (
                Step("where_when", Text("Når og hvor?", "Når og kvar?", "When and where?"), Line(500)),
                Step(
                    "known_by",
                    Text("Hvordan vet du det?", "Korleis veit du det?", "How do you know?"),
                    Choice(KNOWN_BY, many=True, compact=True),
                ),
                Step(
                    "done",
                    Text("Hva har du gjort allerede?", "Kva har du gjort allereie?", "What have you done already?"),
                    Long(2000),
                    help=Text(
                        "For eksempel grepet inn, snakket med eleven.",
                        "Til dømes gripe inn, snakka med eleven.",
                        "For example stepped in, talked with the student.",
                    ),
                ),
                Step(
                    "informed",
                    Text("Hvem er informert?", "Kven er informert?", "Who has been informed?"),
                    Line(500),
                ),
                Step(
                    "wish",
                    Text("Hva ønsker eleven selv?", "Kva ønskjer eleven sjølv?", "What does the student wish?"),
                    Long(2000),
                ),
                Step(
                    "category",
                    Text("Hva handler det om?", "Kva handlar det om?", "What is it about?"),
                    Choice(CATEGORIES, many=True, compact=True),
                ),
                Step(
                    "oral",
                    Text(
                        "Har du sagt fra muntlig? Til hvem, og når?",
                        "Har du sagt frå munnleg? Til kven, og når?",
                        "Have you told somebody in person? Whom, and when?",
                    ),
                    Line(500),
                ),
                Step("more", Text("Noe mer?", "Noko meir?", "Anything else?"), Long()),
            ),
            send=Text("Legg til", "Legg til", "Add"),
            intro=Text(
                "Alt er frivillig. Det du skriver, legges til meldingen; det du skrev før, står som det var.",
                "Alt er frivillig. Det du skriv, blir lagt til meldinga; det du skreiv før, står som det var.",
                "Everything is optional. What you write is added to your report; what you wrote before stays.",
            ),
            one_of_them=True,
        ),
    ),
)

OWNER_TOLD = Flow(
    "owner_told",
    (
        Page(
            "owner_told",
            Text("Skoleeieren er varslet", "Skoleeigaren er varsla", "The school owner has been told"),
            (
                Step(
                    "owner_told_how",
                    Text(
                        "Hvordan og når sa du fra til skoleeieren?",
                        "Korleis og når sa du frå til skoleeigaren?",
                        "How and when did you tell the school owner?",
                    ),
                    Line(500),
                    required=always,
                    help=Text(
                        "For eksempel: ringte områdedirektøren i dag kl. 10.15.",
                        "Til dømes: ringde områdedirektøren i dag kl. 10.15.",
                        "For example: telephoned the area director today at 10:15.",
                    ),
                ),
            ),
            send=Text("Lagre", "Lagre", "Save"),
        ),
    ),
)
