"""The open page's own words, each with its three languages."""

from __future__ import annotations

from domain.text import Text

# Around every page
SKIP = Text("Gå til innholdet", "Gå til innhaldet", "Go to the content")
LANGUAGE = Text("Språk", "Språk", "Language")
LETTERS = Text("Bokstavene", "Bokstavane", "Letters")
NORMAL_LETTERS = Text("Vanlige bokstaver", "Vanlege bokstavar", "Ordinary letters")
LARGE_LETTERS = Text("Store bokstaver", "Store bokstavar", "Large letters")
TELL = Text("Si fra om noe", "Sei frå om noko", "Tell about something")
HAVE_CODE = Text("Jeg har en kode", "Eg har ein kode", "I have a code")
PRIVACY = Text("Hvem kan se hva? Om personvern", "Kven kan sjå kva? Om personvern", "Who can see what? About privacy")
PRIVACY_BESIDE = Text(
    "Hvem kan se hva? Om personvern (åpnes ved siden av)",
    "Kven kan sjå kva? Om personvern (blir opna ved sida av)",
    "Who can see what? About privacy (opens beside this)",
)
GO_ON = Text("Neste", "Neste", "Next")
GO_BACK = Text("Tilbake", "Tilbake", "Back")
SEND = Text("Send", "Send", "Send")
SAVE = Text("Lagre", "Lagre", "Save")
CHANGE = Text("Endre", "Endre", "Change")
NUMBERS = (
    (Text("politi", "politi", "police"), "112"),
    (Text("ambulanse", "ambulanse", "ambulance"), "113"),
    (Text("brann", "brann", "fire"), "110"),
    (
        Text(
            "Alarmtelefonen for barn og unge, hele døgnet",
            "Alarmtelefonen for barn og unge, heile døgnet",
            "Alarmtelefonen, for children and young people, day and night",
        ),
        "116 111",
    ),
)

# What must be mended
FAULT_TITLE = Text("Mangler noe:", "Manglar noko:", "Something is missing:")
FAULTS = Text("Se over dette først", "Sjå over dette først", "Look at this first")

# Before it is sent
BEFORE = Text("Før du sender", "Før du sender", "Before you send")
BEFORE_SAVING = Text("Før du lagrer", "Før du lagrar", "Before you save")
YOU_WROTE = Text("Dette har du skrevet", "Dette har du skrive", "This is what you have written")
EMPTY = Text("Ikke svart", "Ikkje svart", "Not answered")
WHO_GETS_IT = Text("Hvem får det?", "Kven får det?", "Who gets it?")
TO_RECTOR = Text(
    "Rektor får det du har skrevet, eller stedfortrederen når rektor er borte. Svarer ingen, går det videre til neste "
    "av seg selv, og til slutt til skoleeieren.",
    "Rektor får det du har skrive, eller stadfortredaren når rektor er borte. Svarer ingen, går det vidare til neste "
    "av seg sjølv, og til slutt til skoleeigaren.",
    "The principal gets what you have written, or the deputy when the principal is away. If nobody answers, it goes on "
    "to the next by itself, and in the end to the school owner.",
)
TO_OWNER = Text(
    "Skoleeieren får det du har skrevet: {owner}. Ingen i skolens ledelse får se det.",
    "Skoleeigaren får det du har skrive: {owner}. Ingen i leiinga ved skolen får sjå det.",
    "The school owner gets what you have written: {owner}. Nobody in the school's leadership will see it.",
)
TO_NOBODY = Text(
    "Ingen får det herfra. Det gjelder, eller kan gjelde, noen i skolens ledelse, og skoleeieren tar ikke imot "
    "meldinger her. Det blir lagret, men ikke levert, og bare du kan se det igjen, med koden du får. Du må selv si "
    "fra til skoleeieren: {owner}, {contact}.",
    "Ingen får det herifrå. Det gjeld, eller kan gjelde, nokon i leiinga ved skolen, og skoleeigaren tek ikkje imot "
    "meldingar her. Det blir lagra, men ikkje levert, og berre du kan sjå det igjen, med koden du får. Du må sjølv "
    "seie frå til skoleeigaren: {owner}, {contact}.",
    "Nobody gets it from here. It is, or may be, about somebody in the school's leadership, and the school owner "
    "does not receive reports here. It is saved, but not delivered, and only you can see it again, with the code you "
    "get. You must tell the school owner yourself: {owner}, {contact}.",
)
DUTY_NOT_MET = Text(
    "Plikten din til å si fra er ikke oppfylt med dette (opplæringslova § 12-5).",
    "Plikta di til å seie frå er ikkje oppfylt med dette (opplæringslova § 12-5).",
    "This does not meet your duty to tell (Education Act § 12-5).",
)
WHO_SEES_YOU = Text("Hvem får vite hvem du er?", "Kven får vite kven du er?", "Who gets to know who you are?")
NOT_KNOWN = Text(
    "Skolen får ikke vite hvem du er, og vi lagrer det ikke.",
    "Skolen får ikkje vite kven du er, og vi lagrar det ikkje.",
    "The school does not get to know who you are, and we do not store it.",
)
NETWORK = Text(
    "Skolens eller fylkets nettverk kan vise at denne siden er åpnet, og en PC fra skolen kan vise mer. Bruk helst din "
    "egen telefon med mobildata.",
    "Nettverket til skolen eller fylket kan vise at denne sida er opna, og ein PC frå skolen kan vise meir. Bruk helst "
    "din eigen telefon med mobildata.",
    "The school's or the county's network may show that this page was opened, and a computer from the school may show "
    "more. It is best to use your own telephone with mobile data.",
)
IF_IN_DANGER = Text(
    "Er liv eller helse i fare, må de voksne handle, og da kan noen prøve å finne ut hvem du er.",
    "Er liv eller helse i fare, må dei vaksne handle, og då kan nokon prøve å finne ut kven du er.",
    "If life or health is in danger, the adults must act, and somebody may then try to find out who you are.",
)
KNOWN = Text(
    "De som får meldingen, ser det du har skrevet om hvem du er.",
    "Dei som får meldinga, ser det du har skrive om kven du er.",
    "Those who get your report see what you have written about who you are.",
)
# When something is not as it should be
NOT_SAVED = Text(
    "Vi fikk ikke lagret meldingen, og ingen har fått den. Alt du skrev, står fortsatt her: prøv igjen om litt. Haster "
    "det, ring skolen på {phone}.",
    "Vi fekk ikkje lagra meldinga, og ingen har fått henne. Alt du skreiv, står framleis her: prøv igjen om litt. "
    "Hastar det, ring skolen på {phone}.",
    "We could not save your report, and nobody has got it. Everything you wrote is still here: try again in a moment. "
    "If it is urgent, call the school on {phone}.",
)
NOT_SAVED_OWNER = Text(
    "Vi fikk ikke lagret meldingen, og ingen har fått den. Alt du skrev, står fortsatt her: prøv igjen om litt. Haster "
    "det, si fra til skoleeieren: {contact}.",
    "Vi fekk ikkje lagra meldinga, og ingen har fått henne. Alt du skreiv, står framleis her: prøv igjen om litt. "
    "Hastar det, sei frå til skoleeigaren: {contact}.",
    "We could not save your report, and nobody has got it. Everything you wrote is still here: try again in a moment. "
    "If it is urgent, tell the school owner: {contact}.",
)
UNCERTAIN = Text(
    "Noe gikk galt, og vi vet ikke om meldingen ble lagret. Alt du skrev, står her. Trykk Send igjen: det blir ikke to "
    "meldinger av det. Er noen i fare, ring 112.",
    "Noko gjekk gale, og vi veit ikkje om meldinga vart lagra. Alt du skreiv, står her. Trykk Send igjen: det blir "
    "ikkje to meldingar av det. Er nokon i fare, ring 112.",
    "Something went wrong, and we do not know whether your report was saved. Everything you wrote is here. Press Send "
    "again: it will not become two reports. If anybody is in danger, call 112.",
)
UNCERTAIN_WORDS = Text(
    "Noe gikk galt, og vi vet ikke om det ble lagret. Det du skrev, står her. Trykk igjen: det blir ikke lagret to "
    "ganger. Er noen i fare, ring 112.",
    "Noko gjekk gale, og vi veit ikkje om det vart lagra. Det du skreiv, står her. Trykk igjen: det blir ikkje lagra "
    "to gonger. Er nokon i fare, ring 112.",
    "Something went wrong, and we do not know whether it was saved. What you wrote is here. Press again: it will not "
    "be saved twice. If anybody is in danger, call 112.",
)
CROWDED = Text(
    "Det sendes mye fra nettet du bruker akkurat nå. Ingenting er lagret ennå, og alt du skrev, står her. Vent litt, "
    "og trykk igjen, eller bruk mobildata.",
    "Det blir sendt mykje frå nettet du bruker akkurat no. Ingenting er lagra enno, og alt du skreiv, står her. Vent "
    "litt, og trykk igjen, eller bruk mobildata.",
    "A lot is being sent from your network just now. Nothing has been saved yet, and everything you wrote is here. "
    "Wait a little and press again, or use mobile data.",
)
TOO_OLD = Text(
    "Skjemaet har stått åpent for lenge og måtte lages på nytt. Ingenting er sendt. Alt du skrev, står her: trykk på "
    "nytt for å sende.",
    "Skjemaet har stått ope for lenge og måtte lagast på nytt. Ingenting er sendt. Alt du skreiv, står her: trykk på "
    "nytt for å sende.",
    "The form has been open for too long and had to be made anew. Nothing has been sent. Everything you wrote is here: "
    "press again to send.",
)
ANOTHER = Text(
    "Dette skjemaet er sendt før. Det du har endret, avgjør hvem som får det, om det haster, eller hvem du er. "
    "Endringen er ikke sendt: trykk på nytt, så blir det en egen melding med en egen kode.",
    "Dette skjemaet er sendt før. Det du har endra, avgjer kven som får det, om det hastar, eller kven du er. "
    "Endringa er ikkje send: trykk på nytt, så blir det ei eiga melding med ein eigen kode.",
    "This form has been sent before. What you have changed decides who gets it, whether it is urgent, or who you are. "
    "The change has not been sent: press again, and it becomes a report of its own with a code of its own.",
)
MUCH_TOO_LONG = Text("Dette er for mye på én gang", "Dette er for mykje på éin gong", "This is too much at once")
MUCH_TOO_LONG_BODY = Text(
    "Ingenting er lagret. Gå tilbake i nettleseren, kort ned teksten, og send resten etterpå. Er noen i fare, ring "
    "112.",
    "Ingenting er lagra. Gå tilbake i nettlesaren, kort ned teksten, og send resten etterpå. Er nokon i fare, ring "
    "112.",
    "Nothing has been saved. Go back in your browser, shorten the text, and send the rest afterwards. If anybody is in "
    "danger, call 112.",
)
WENT_WRONG = Text("Det gikk ikke akkurat nå", "Det gjekk ikkje akkurat no", "That did not work just now")
WENT_WRONG_BODY = Text(
    "Siden kan ikke vises akkurat nå, og ingenting er lagret av det du skrev sist. Gå tilbake og prøv igjen om litt. "
    "Er noen i fare, ring 112.",
    "Sida kan ikkje visast akkurat no, og ingenting er lagra av det du skreiv sist. Gå tilbake og prøv igjen om litt. "
    "Er nokon i fare, ring 112.",
    "The page cannot be shown just now, and nothing of what you wrote last has been saved. Go back and try again in a "
    "moment. If anybody is in danger, call 112.",
)
NO_PAGE = Text("Denne siden finnes ikke", "Denne sida finst ikkje", "This page does not exist")
NO_PAGE_BODY = Text(
    "Se etter om adressen er riktig. Skolen har kanskje ingen slik side: snakk med en voksen du stoler på, eller ring "
    "Alarmtelefonen for barn og unge, 116 111. Er noen i fare, ring 112.",
    "Sjå etter om adressa er rett. Skolen har kanskje inga slik side: snakk med ein vaksen du stoler på, eller ring "
    "Alarmtelefonen for barn og unge, 116 111. Er nokon i fare, ring 112.",
    "See whether the address is right. The school may have no such page: talk to an adult you trust, or call "
    "Alarmtelefonen for children and young people, 116 111. If anybody is in danger, call 112.",
)

# The receipt
SAVED = Text("Meldingen er lagret", "Meldinga er lagra", "Your report is saved")
NOT_DELIVERED = Text("Lagret, men ikke levert", "Lagra, men ikkje levert", "Saved, but not delivered")
YOUR_CODE = Text("Koden din", "Koden din", "Your code")
WRITE_IT_DOWN = Text(
    "Skriv den ned, eller ta bilde av den. Med koden kan du se hva som skjer, svare skolen og legge til mer. Vi kan "
    "ikke finne den igjen for deg.",
    "Skriv han ned, eller ta bilete av han. Med koden kan du sjå kva som skjer, svare skolen og leggje til meir. Vi "
    "kan ikkje finne han igjen for deg.",
    "Write it down, or take a picture of it. With the code you can see what happens, answer the school and add more. "
    "We cannot find it again for you.",
)
KEEP_IT_YOURS = Text(
    "Ikke vis koden til andre: den som har den, kan lese svarene du får.",
    "Ikkje vis koden til andre: den som har han, kan lese svara du får.",
    "Do not show the code to others: whoever has it can read the answers you get.",
)
READ_BY = Text("Leses av {roles}.", "Blir lesen av {roles}.", "Read by {roles}.")
GOES_ON = Text(
    "Kommer det ikke svar, går meldingen videre til neste av seg selv.",
    "Kjem det ikkje svar, går meldinga vidare til neste av seg sjølv.",
    "If nobody answers, your report goes on to the next by itself.",
)
WHAT_NOW = Text("Hva skjer nå?", "Kva skjer no?", "What happens now?")
SCHOOL_MUST = Text(
    "Skolen må undersøke og gjøre noe når en elev ikke har det trygt og godt. Kom tilbake hit med koden om en dag "
    "eller to: da kan det ligge et svar eller et spørsmål til deg.",
    "Skolen må undersøkje og gjere noko når ein elev ikkje har det trygt og godt. Kom tilbake hit med koden om ein dag "
    "eller to: då kan det liggje eit svar eller eit spørsmål til deg.",
    "The school must look into it and do something when a student is not safe and well. Come back here with the code "
    "in a day or two: there may be an answer or a question for you.",
)
WILL_CALL_YOU = Text(
    "Den som tar imot meldingen, ringer deg for å få bekreftet at det er du som har meldt fra.",
    "Den som tek imot meldinga, ringjer deg for å få stadfesta at det er du som har meldt frå.",
    "Whoever receives your report will call you to make sure that it was you who told.",
)
TELL_OWNER = Text(
    "Ingen har fått meldingen. Si fra til skoleeieren selv: {owner}, {contact}.",
    "Ingen har fått meldinga. Sei frå til skoleeigaren sjølv: {owner}, {contact}.",
    "Nobody has got your report. Tell the school owner yourself: {owner}, {contact}.",
)
FOLLOW = Text("Se hva som skjer", "Sjå kva som skjer", "See what happens")

# Coming back
CODE_INTRO = Text(
    "Skriv koden du fikk da du sa fra. Store og små bokstaver er det samme, og strekene trenger du ikke.",
    "Skriv koden du fekk då du sa frå. Store og små bokstavar er det same, og strekane treng du ikkje.",
    "Write the code you got when you told. Capital and small letters are the same, and you do not need the dashes.",
)
CODE = Text("Koden", "Koden", "The code")
OPEN_IT = Text("Se meldingen min", "Sjå meldinga mi", "See my report")
WRONG_CODE = Text(
    "Koden passer ikke her. Se om den er skrevet riktig, og om dette er skolen du sa fra til.",
    "Koden passar ikkje her. Sjå om han er skriven rett, og om dette er skolen du sa frå til.",
    "The code does not fit here. See whether it is written correctly, and whether this is the school you told.",
)
STATUS = Text("Slik står det nå", "Slik står det no", "How it stands now")
ADDED = Text("Takk. Det du skrev, er lagret.", "Takk. Det du skreiv, er lagra.", "Thank you. What you wrote is saved.")
NOT_ADDED = Text(
    "Vi fikk ikke lagret det du skrev. Det står fortsatt her: prøv igjen om litt. Er noen i fare, ring 112.",
    "Vi fekk ikkje lagra det du skreiv. Det står framleis her: prøv igjen om litt. Er nokon i fare, ring 112.",
    "We could not save what you wrote. It is still here: try again in a moment. If anybody is in danger, call 112.",
)
CONFIRMED = Text("Bekreftet {when}", "Stadfesta {when}", "Confirmed {when}")
