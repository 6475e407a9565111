"""Words shared by the cards, each with its three languages."""

from __future__ import annotations

from domain.text import Text

# What stands on a form
MISSING = Text("Dette må fylles ut.", "Dette må fyllast ut.", "This must be filled in.")
TOO_LONG = Text(
    "Dette er for langt. Kort ned, og legg heller til mer etterpå.",
    "Dette er for langt. Kort ned, og legg heller til meir etterpå.",
    "This is too long. Shorten it, and add more afterwards.",
)
CHOOSE_AGAIN = Text("Velg ett av svarene.", "Vel eitt av svara.", "Choose one of the answers.")
NO_TIME = Text(
    "Skriv en dag eller et klokkeslett som finnes.",
    "Skriv ein dag eller eit klokkeslett som finst.",
    "Write a day or a time that exists.",
)
NOT_YET = Text("Dette har ikke vært ennå.", "Dette har ikkje vore enno.", "This has not been yet.")
PASSED = Text("Dette tidspunktet er passert.", "Dette tidspunktet er passert.", "This time has passed.")
NO_ADDRESS = Text(
    "Skriv en hel e-postadresse, som ola@eksempel.com. Én på hver linje, eller med komma mellom.",
    "Skriv ei heil e-postadresse, som ola@eksempel.com. Éi på kvar linje, eller med komma mellom.",
    "Write a whole e-mail address, such as ola@example.com. One on each line, or with commas between.",
)
TOO_MANY_ADDRESSES = Text(
    "For mange adresser her. Er det flere elever, kalles de inn hver for seg.",
    "For mange adresser her. Er det fleire elevar, blir dei kalla inn kvar for seg.",
    "Too many addresses here. Several students are invited one at a time.",
)
TOO_MANY = Text(
    "Høyst ti elever i én melding. Gjelder det en hel klasse, skriv klassen.",
    "Høgst ti elevar i éi melding. Gjeld det ein heil klasse, skriv klassen.",
    "At most ten students in one report. If it is about a whole class, write the class.",
)
TOO_EARLY = Text(
    "Den siste dagen kan ikke være før den første, eller allerede være over.",
    "Den siste dagen kan ikkje vere før den første, eller alt vere over.",
    "The last day cannot be before the first, or be over already.",
)
NOTHING_GIVEN = Text(
    "Du har ikke skrevet noe ennå.", "Du har ikkje skrive noko enno.", "You have not written anything yet."
)
CALL_IN_ORDER = Text(
    "Skolens plan sier, i denne rekkefølgen:",
    "Planen til skolen seier, i denne rekkjefølgja:",
    "The school's plan says, in this order:",
)
INCIDENT_REPORT = Text(
    "Registrer avviksmelding når faren er over.",
    "Registrer avviksmelding når faren er over.",
    "Register an incident report (avviksmelding) when the danger is over.",
)
IN_DANGER_CALL = Text(
    "Er noen i fare nå? Ring først.", "Er nokon i fare no? Ring først.", "Anybody in danger? Call first."
)
EMERGENCY_NUMBERS = Text(
    "112 politi · 113 ambulanse · 110 brann",
    "112 politi · 113 ambulanse · 110 brann",
    "112 police · 113 ambulance · 110 fire",
)

# Shared
MORE = Text("Vis mer", "Vis meir", "Show more")
CORRECT = Text("Rett eller legg til", "Rett eller legg til", "Correct or add")
CASE = Text("Sak {reference}", "Sak {reference}", "Case {reference}")

# Hello
HELLO = Text("Hei!", "Hei!", "Hello!")
HELLO_BODY = Text(
    "Her sier du fra til rektor når en elev kanskje ikke har det trygt og godt på skolen. Mistanke er nok.",
    "Her seier du frå til rektor når ein elev kanskje ikkje har det trygt og godt på skolen. Mistanke er nok.",
    "Here you tell the principal when a student may not be safe and well at school. A suspicion is enough.",
)
RECEIVER_HELLO = Text(
    "Her får du beskjed når noen melder fra om en elev som kanskje ikke har det trygt og godt. Du bekrefter med ett "
    "trykk. Du kan også melde fra selv.",
    "Her får du beskjed når nokon melder frå om ein elev som kanskje ikkje har det trygt og godt. Du stadfestar med "
    "eitt trykk. Du kan også melde frå sjølv.",
    "Here you are told when somebody reports that a student may not be safe and well. You confirm with one tap. "
    "You can also report yourself.",
)
RECEIVER_WELCOME = Text(
    "Appen er lagt inn for deg, og du trenger ikke gjøre noe nå. Her får du beskjed når noen melder fra om en elev som "
    "kanskje ikke har det trygt og godt. Du bekrefter med ett trykk. Du kan også melde fra selv.",
    "Appen er lagd inn for deg, og du treng ikkje gjere noko no. Her får du beskjed når nokon melder frå om ein elev "
    "som kanskje ikkje har det trygt og godt. Du stadfestar med eitt trykk. Du kan også melde frå sjølv.",
    "The app has been added for you, and there is nothing you need to do now. Here you are told when somebody reports "
    "that a student may not be safe and well. You confirm with one tap. You can also report yourself.",
)
YOUR_WORDS_ARE_KEPT = Text(
    "Det du skrev, står klart i skjemaet. Meldingen er ikke sendt ennå.",
    "Det du skreiv, står klart i skjemaet. Meldinga er ikkje send enno.",
    "What you wrote is ready in the form. Nothing has been sent yet.",
)
TELL = Text("Meld fra til rektor", "Meld frå til rektor", "Tell the principal")
REGISTER = Text(
    "Registrer noe du har fått høre", "Registrer noko du har fått høyre", "Record something you have been told"
)
MINE = Text("Mine meldinger", "Mine meldingar", "My reports")
WHEEL = Text("Årshjulet", "Årshjulet", "The year wheel")

# When something is not as it should be
NO_SUCH = Text("Denne kan ikke åpnes", "Denne kan ikkje opnast", "This cannot be opened")
NO_SUCH_BODY = Text(
    "Saken finnes ikke, eller den er ikke hos deg.",
    "Saka finst ikkje, eller ho er ikkje hos deg.",
    "The case does not exist, or it is not with you.",
)
UNKNOWN = Text("Dette kjenner vi ikke igjen", "Dette kjenner vi ikkje igjen", "We do not recognise this")
UNKNOWN_BODY = Text(
    "Kortet kan være gammelt. Ingenting er lagret eller endret. Skriv «hei» for å begynne på nytt.",
    "Kortet kan vere gammalt. Ingenting er lagra eller endra. Skriv «hei» for å byrje på nytt.",
    "The card may be old. Nothing has been saved or changed. Write “hello” to begin again.",
)
NOT_SAVED_BODY = Text(
    "Ingenting er lagret eller sendt. Det du skrev, står fortsatt i skjemaet: prøv igjen om litt. Haster det, ring "
    "skolen på {phone}.",
    "Ingenting er lagra eller sendt. Det du skreiv, står framleis i skjemaet: prøv igjen om litt. Hastar det, ring "
    "skolen på {phone}.",
    "Nothing has been saved or sent. What you wrote is still in the form: try again in a moment. If it is urgent, call "
    "the school on {phone}.",
)
NOT_SAVED_OWNER = Text(
    "Ingenting er lagret eller sendt. Det du skrev, står fortsatt i skjemaet: prøv igjen om litt. Haster det, si fra "
    "til skoleeieren: {contact}.",
    "Ingenting er lagra eller sendt. Det du skreiv, står framleis i skjemaet: prøv igjen om litt. Hastar det, sei frå "
    "til skoleeigaren: {contact}.",
    "Nothing has been saved or sent. What you wrote is still in the form: try again in a moment. If it is urgent, tell "
    "the school owner: {contact}.",
)
FORM_TOO_OLD = Text(
    "Skjemaet er mer enn et døgn gammelt, og det du skrev på sidene før, er slettet. Ingenting er sendt.",
    "Skjemaet er meir enn eit døgn gammalt, og det du skreiv på sidene før, er sletta. Ingenting er sendt.",
    "The form is more than a day old, and what you wrote on the earlier pages has been deleted. Nothing has been sent.",
)
UNCERTAIN = Text(
    "Noe gikk galt, og vi vet ikke om det ble lagret. Se i «Mine meldinger», eller prøv igjen: det blir ikke to "
    "meldinger av det. Er noen i fare, ring 112.",
    "Noko gjekk gale, og vi veit ikkje om det vart lagra. Sjå i «Mine meldingar», eller prøv igjen: det blir ikkje to "
    "meldingar av det. Er nokon i fare, ring 112.",
    "Something went wrong, and we do not know whether it was saved. Look in “My reports”, or try again: it will not "
    "become two reports. If anybody is in danger, call 112.",
)
TRY_AGAIN = Text("Det gikk ikke akkurat nå", "Det gjekk ikkje akkurat no", "That did not work just now")
TRY_AGAIN_BODY = Text(
    "Ingenting er lagret eller endret. Prøv igjen om litt. Er noen i fare, ring 112.",
    "Ingenting er lagra eller endra. Prøv igjen om litt. Er nokon i fare, ring 112.",
    "Nothing has been saved or changed. Try again in a moment. If anybody is in danger, call 112.",
)
NOT_HERE = Text("Ikke her", "Ikkje her", "Not here")
NOT_HERE_BODY = Text(
    "Meldinger om elever tas bare imot i privat chat, så ingen andre ser dem. Åpne en chat med Varsle og skriv «hei».",
    "Meldingar om elevar blir berre tekne imot i privat chat, så ingen andre ser dei. Opne ein chat med Varsle og "
    "skriv «hei».",
    "Reports about students are taken only in a private chat, so that nobody else sees them. Open a chat with Varsle "
    "and write “hello”.",
)
SCHOOL_NOT_READY = Text(
    "Varsle er ikke klar for skolen din", "Varsle er ikkje klar for skolen din", "Varsle is not ready for your school"
)
SCHOOL_NOT_READY_BODY = Text(
    "Ingenting er lagret. Si fra til rektor direkte, i dag. Er noen i fare, ring 112.",
    "Ingenting er lagra. Sei frå til rektor direkte, i dag. Er nokon i fare, ring 112.",
    "Nothing has been saved. Tell the principal directly, today. If anybody is in danger, call 112.",
)
HELP = Text("Hjelp", "Hjelp", "Help")
HELP_BODY = Text(
    "Skriv «hei» for å begynne, eller bare skriv hva du er bekymret for. «Mine meldinger» viser det du har meldt, "
    "«Mine saker» det du har fått å følge opp, «Årshjulet» det som er ditt i skolens plan. "
    "Varsle er ikke en nødtelefon: er noen i fare, ring 112, 113 eller 110. Chatten kan leses av dem som drifter "
    "Teams; skriv derfor det du vet i skjemaet, ikke i chatten.",
    "Skriv «hei» for å byrje, eller berre skriv kva du er uroa for. «Mine meldingar» viser det du har meldt, "
    "«Sakene mine» det du har fått å følgje opp, «Årshjulet» det som er ditt i planen til skolen. "
    "Varsle er ikkje ein naudtelefon: er nokon i fare, ring 112, 113 eller 110. Chatten kan lesast av dei som driftar "
    "Teams; skriv difor det du veit i skjemaet, ikkje i chatten.",
    "Write “hello” to begin, or just write what worries you. “My reports” shows what you have reported, "
    "“My cases” what you have been given to follow up, “The year wheel” what is yours in the school's plan. "
    "Varsle is not an emergency line: if anybody is in danger, call 112, 113 or 110. Those who run Teams can read "
    "the chat; so write what you know in the form, not in the chat.",
)
DONE_READING = Text("Ferdig lest", "Ferdig lese", "Done reading")
