/** Every word the page itself shows. The cards speak for themselves, in each person's language. */
export const words = {
  product: "Varsle",
  tagline: "Trygt og godt skolemiljø",
  demonstration: "Demonstrasjon med oppdiktede personer. Ingenting du skriver, forlater maskinen.",
  surface: {
    dialog: "Skjema åpnes i dialog",
    inline: "Skjema fylles ut i chatten",
  },
  surfaceHint: "Slik vises skjemaene nå: i en egen dialog, eller direkte i chatten for Teams-klienter uten dialoger.",
  roles: {
    contact_teacher: "Kontaktlærer",
    subject_teacher: "Faglærer",
    staff: "Fagarbeider",
    principal: "Rektor",
    deputy: "Stedfortreder",
    department_head: "Avdelingsleder",
    student_services: "Elevtjenesten",
    area_director: "Områdedirektør",
    owner_team: "Skolemiljøteam",
    owner_contact: "Skoleeier",
  },

  school: {
    label: "Skole",
    how: (name) => `Slik gjør ${name} det`,
    shown: (name) => `${name} vises nå.`,
    quoted: "I planens egne ord, regel ",
    usual: "vanlig i Varsle",
    later: "kommer i Varsle",
    laterHint: "Står i skolens plan. Denne delen av Varsle er ikke laget ennå.",
  },

  clock: {
    title: "Klokka i demonstrasjonen",
    forward: "Spol fram",
    quarter: "+15 min",
    hour: "+1 time",
    twoHours: "+2 timer",
    morning: "Neste morgen kl. 08",
    week: "+1 uke",
    unmoved: "ekte tid",
    moved: (length) => `spolt ${length} fram`,
    movedShort: (length) => `+${length}`,
    days: (count) => (count === 1 ? "1 døgn" : `${count} døgn`),
    hours: (count) => `${count} t`,
    minutes: (count) => `${count} min`,
    nowIs: (time) => `Klokka er nå ${time}.`,
  },

  reset: {
    button: "Start på nytt",
    question: "Starte på nytt?",
    explanation: "Alle meldinger og saker i demonstrasjonen slettes, og klokka stilles tilbake.",
    yes: "Start på nytt",
    no: "Avbryt",
    done: "Demonstrasjonen er startet på nytt.",
  },

  people: "Velg person",
  stage: "Chattene",
  language: (name) => `Språk for ${name}`,
  locales: { nb: "Bokmål", nn: "Nynorsk", en: "English" },
  unread: (count) => (count === 1 ? "1 ny" : `${count} nye`),
  newMessage: (role) => `${role} har fått noe nytt.`,

  chat: {
    log: (name) => `${name} sin chat med Varsle`,
    privately: "Privat chat med Varsle",
    bot: "Varsle",
    updated: (time) => `oppdatert ${time}`,
    jump: "Nytt lenger ned",
    composer: "Skriv til Varsle",
    composerFor: (name) => `Melding fra ${name} til Varsle`,
    send: "Send",
  },
  empty: {
    teacher: "Skriv det du er bekymret for med egne ord, eller prøv en av disse:",
    other: "Her dukker det opp et kort når det er noe å svare på.",
    suggestions: ["Hei", "Varsle", "Jeg er bekymret for en elev"],
  },

  calendar: {
    title: "Kalender",
    of: (name) => `${name} sin kalender`,
    count: (count) => (count === 1 ? "1 møte" : `${count} møter`),
    countOff: (count) => `${count} avlyst`,
    arrived: (name) => `${name} har fått et møte i kalenderen.`,
    when: (day, starts, ends) => `${day} kl. ${starts}–${ends}`,
    private: "Privat",
    privateHint: "Andre som ser kalenderen, ser bare at tiden er opptatt.",
    from: (name) => `Kalt inn av ${name}`,
    calledOff: "Avlyst",
    answered: "Svar",
    answers: { accepted: "Ja:", tentative: "Kanskje:", declined: "Nei:", none: "Ikke svart:" },
    inOutlook: "I Outlook",
    withoutBot: "I Outlook, uten å gå via Varsle",
    choices: { accepted: "Ja", tentative: "Kanskje", declined: "Nei", move: "Flytt en time", delete: "Slett" },
  },

  outlook: {
    title: "Outlook",
    there: "svarer",
    away: "er borte",
    hint: "Om Varsle får svar fra Outlook. Kalenderne til folk går som før.",
    told: "Varsle får ikke svar fra Outlook nå. Meldinger og saker går som før. Møter settes opp når Outlook svarer igjen.",
    sendAway: "Outlook er borte",
    callBack: "Outlook svarer igjen",
  },

  elsewhere: {
    title: "En melding i en annen chat",
    sender: (name, role) => `${name}, ${role.toLowerCase()}`,
    time: "08:52",
    text: "Så du at han i VG1 satt helt alene i kantina i dag også? De andre reiste seg da han kom. Det er tredje gang denne uka.",
    more: (name) => `Flere valg for meldingen fra ${name}`,
    action: "Meld fra til rektor",
  },

  dialog: {
    close: "Lukk",
    untitled: "Varsle",
    as: (name, role) => `${name}, ${role.toLowerCase()}`,
  },

  failure: {
    title: "Noe gikk galt.",
    card: "Det du har skrevet, står her fortsatt.",
    message: "Meldingen ble ikke sendt.",
    retry: "Prøv igjen",
    offline: "Mistet kontakten med demonstrasjonen. Prøver igjen …",
    cardUnreadable: "Kortet kan ikke vises.",
    page: "Siden fikk ikke kontakt med demonstrasjonen.",
  },

  link: {
    call: (number) => `I Teams ringer telefonen nå ${number}. Her ringes det ikke.`,
    open: (address) => `I Teams åpnes nå ${address}. Her åpnes ingenting.`,
  },

  renderer: {
    more: "Flere valg",
    inlineAction: "Send",
  },
};
