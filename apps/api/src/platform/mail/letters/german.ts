import type { LetterTexts } from './english.js';

/** What the letters say in German. */
export const GERMAN: LetterTexts = {
  hello: (name) => (name === '' ? 'Guten Tag,' : `Guten Tag ${name},`),
  setPassword: 'Neues Passwort festlegen',
  ifItWasYou: 'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, sichern Sie jetzt Ihr Konto:',
  verifyEmail: {
    subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
    preview: 'Geben Sie Ihr Passwort ein, und Ihr Konto ist bereit.',
    text: 'Jemand möchte mit dieser Adresse ein Konto bei Boxoffice erstellen. Wenn Sie das waren, öffnen Sie den Link und geben Sie das gewählte Passwort ein.',
    action: 'E-Mail-Adresse bestätigen',
    note: 'Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren. Das Öffnen des Links ändert nichts.',
  },
  alreadyRegistered: {
    subject: 'Sie haben schon ein Konto',
    preview: 'Jemand wollte sich mit Ihrer E-Mail-Adresse registrieren.',
    text: 'Jemand, vermutlich Sie, wollte gerade mit dieser Adresse ein Konto bei Boxoffice erstellen. Sie haben schon eines, deshalb haben wir kein weiteres erstellt.',
    action: 'Anmelden',
    forgotten: 'Passwort vergessen? Legen Sie ein neues fest:',
    note: 'Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren.',
  },
  resetPassword: {
    preview: 'Der Link funktioniert einmal und läuft bald ab.',
    text: 'Jemand, vermutlich Sie, möchte das Passwort Ihres Kontos zurücksetzen. Der Link funktioniert einmal und läuft bald ab.',
    note: 'Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren: Ihr Passwort bleibt, wie es ist. Geben Sie den Link nicht weiter.',
  },
  passwordChanged: {
    subject: 'Ihr Passwort wurde geändert',
    preview: 'Wenn Sie das waren, ist nichts zu tun.',
    text: (moment) =>
      `Ihr Passwort wurde geändert: ${moment}. Alle anderen Sitzungen wurden abgemeldet.`,
  },
  twoFactorChanged: {
    subject: (isOn) =>
      `Anmeldung in zwei Schritten ist ${isOn ? 'eingeschaltet' : 'ausgeschaltet'}`,
    preview: 'Wenn Sie das waren, ist nichts zu tun.',
    text: (isOn, moment) =>
      `Die Anmeldung in zwei Schritten wurde für Ihr Konto ${isOn ? 'eingeschaltet' : 'ausgeschaltet'}: ${moment}.`,
  },
  organiserInvitation: {
    subject: (organiser) =>
      organiser === '' ? 'Ihre Einladung zu Boxoffice' : `${organiser} lädt Sie zu Boxoffice ein`,
    preview:
      'Melden Sie sich zum Annehmen mit dieser E-Mail-Adresse an. Der Link gilt einmal, sieben Tage lang.',
    text: (organiser, role) =>
      `${organiser === '' ? 'Eine Organisation' : organiser} verkauft Tickets mit Boxoffice und lädt Sie zur Mitarbeit ein: ${role}. Öffnen Sie zum Annehmen den Link und melden Sie sich mit dieser E-Mail-Adresse an; wenn Sie noch kein Konto haben, erstellen Sie vorher eines damit. Der Link gilt einmal, sieben Tage lang.`,
    roles: { owner: 'Inhaber', manager: 'Leitung', box_office: 'Abendkasse', door: 'Einlass' },
    action: 'Einladung annehmen',
    note: 'Wenn Sie den Absender nicht kennen, können Sie diese E-Mail ignorieren: Ohne Sie geschieht nichts.',
  },
  ticketOffered: {
    subject: (event) => `Ein Ticket für ${event}`,
    preview: (until) => `Nehmen Sie es bis ${until} an.`,
    text: (event) =>
      `Jemand möchte Ihnen ein Ticket für ${event} weitergeben. Sobald Sie es annehmen, gehört es Ihnen, und das bisherige gilt nicht mehr.`,
    until: (until) => `Annehmen bis ${until}`,
    action: 'Ticket ansehen',
    note: 'Wenn es nicht für Sie bestimmt war, können Sie diese E-Mail ignorieren. Leiten Sie sie nicht weiter: Wer den Link hat, kann das Ticket annehmen.',
  },
  booking: {
    tickets: { one: '1 Ticket', other: (count) => `${count} Tickets` },
    subject: (event) => `Ihre Tickets für ${event}`,
    preview: (tickets) => `${tickets}. Bis bald!`,
    headings: { one: 'Ihr Ticket ist bestätigt', other: 'Ihre Tickets sind bestätigt' },
    text: (tickets) => `Vielen Dank. Ihre Buchung über ${tickets} ist bestätigt.`,
    action: 'Meine Tickets anzeigen',
    note: (id) =>
      `Buchung ${id}. Bewahren Sie diese E-Mail auf: Sie führt zurück zu Ihrer Buchung.`,
    attached: {
      one: 'Ihr Ticket ist auch als PDF angehängt: zum Ausdrucken oder für Ihr Telefon.',
      other: 'Ihre Tickets sind auch als PDF angehängt: zum Ausdrucken oder für Ihr Telefon.',
    },
    calendar: 'In den Kalender',
    papers:
      'Auf der Seite Ihrer Buchung finden Sie auch Ihren Zahlungsbeleg und, wenn der Veranstalter Rechnungen ausstellt, Ihre Rechnung.',
    total: 'Summe',
    paid: 'Bezahlt',
    discount: 'Rabatt',
    includes: (what) => `Enthält ${what}`,
    attendees: (names) => `Für ${names}`,
    returnable: (until) =>
      `Bis ${until} können Sie Tickets auf der Seite Ihrer Buchung zurückgeben.`,
  },
  bookings: {
    subject: (count) => `Ihre Tickets: ${count} Buchungen`,
    preview: (count) => `${count} Buchungen. Bis bald!`,
    heading: 'Ihre Tickets sind bestätigt',
    text: (count) =>
      `Vielen Dank. Ihre ${count} Buchungen sind bestätigt. Sie stehen in einer E-Mail, weil wir in kurzer Zeit mehrere Bestätigungen an diese Adresse gesendet haben.`,
    one: (id) => `Buchung ${id}`,
    action: 'Diese Tickets anzeigen',
    note: 'Bewahren Sie diese E-Mail auf: Sie führt zurück zu jeder Ihrer Buchungen.',
  },
  cancelled: {
    subject: (event) => `Abgesagt: ${event}`,
    preview: (event) => `${event} findet nicht statt.`,
    heading: 'Diese Veranstaltung wurde abgesagt',
    text: (organiser, event, moment) =>
      `${organiser} hat die Veranstaltung ${event} (${moment}) abgesagt. Sie findet nicht statt.`,
    dates: (organiser, event) =>
      `${organiser} hat diese Termine der Veranstaltung ${event} abgesagt. Sie finden nicht statt:`,
    moreDates: (count) => `und ${count} weitere Termine`,
    headingOfDates: 'Diese Termine wurden abgesagt',
    message: (organiser) => `${organiser} schreibt:`,
    invalid: { one: 'Ihr Ticket gilt nicht mehr.', other: 'Ihre Tickets gelten nicht mehr.' },
    booking: (id, tickets) => `Buchung ${id}: ${tickets}`,
    more: (count) => `und ${count} weitere`,
    refund: (organiser, address) =>
      `${organiser} meldet sich bei Ihnen wegen Ihres Geldes. Schreiben Sie bei Fragen an ${address}.`,
    onItsWay: {
      with_fees:
        'Ihr Geld ist auf dem Weg zurück, so wie Sie bezahlt haben. Sie erhalten zu jeder Erstattung eine E-Mail.',
      without_fees:
        'Der Preis Ihrer Tickets ist auf dem Weg zurück, so wie Sie bezahlt haben; Gebühren werden nicht erstattet. Sie erhalten zu jeder Erstattung eine E-Mail.',
    },
    byHand: (organiser) =>
      `Ausgenommen ist, was Sie per Überweisung oder an der Kasse bezahlt haben: ${organiser} meldet sich deswegen bei Ihnen.`,
    questions: (address) => `Schreiben Sie bei Fragen an ${address}.`,
    refundPolicy: 'Die Rückgabebedingungen finden Sie unten.',
    held: (tickets) =>
      `Für Sie waren ${tickets} reserviert. Die Reservierung ist beendet, und es wurde nichts abgebucht.`,
    action: 'Meine Buchungen anzeigen',
  },
  changed: {
    subject: (event) => `Neue Angaben: ${event}`,
    preview: (event) => `${event} findet zu einer anderen Zeit oder an einem anderen Ort statt.`,
    heading: 'Bitte beachten Sie die Änderung',
    text: (organiser) =>
      `${organiser} hat Zeit oder Ort Ihrer Veranstaltung geändert. Ihre Tickets bleiben gültig.`,
    ofMany: (organiser) =>
      `${organiser} hat Zeit oder Ort Ihrer Veranstaltungen geändert. Ihre Tickets bleiben gültig.`,
    facts: {
      startsAt: 'Beginn',
      endsAt: 'Ende',
      doorsAt: 'Einlass',
      venue: 'Veranstaltungsort',
      address: 'Adresse',
    },
    before: (what) => `Bisher: ${what}`,
    unknown: 'keine Angabe',
    more: (count) => `Und ${count} weitere Termine: Sie finden sie bei Ihren Buchungen.`,
    questions: (organiser, address) => `Bei Fragen schreiben Sie an ${organiser}: ${address}.`,
    action: 'Meine Buchungen anzeigen',
  },
  written: {
    subject: (event, subject) => `${event}: ${subject}`,
    text: (event, moment) => `Es geht um Ihre Tickets für ${event} (${moment}).`,
  },
  waitlistOffer: {
    subject: (event: string) => `Tickets für Sie: ${event}`,
    preview: (tickets: string, until: string) => `Für Sie reserviert bis ${until}: ${tickets}.`,
    heading: 'Sie sind auf der Warteliste an der Reihe',
    text: (event: string, tickets: string, tier: string, until: string) =>
      `Sie stehen auf der Warteliste für ${event}. Bis ${until} halten wir ${tickets} (${tier}) für Sie frei. Bezahlen Sie bis dahin, dann gehören sie Ihnen.`,
    tickets: {
      one: 'ein Ticket',
      other: (count: string) => `${count} Tickets`,
    },
    note: 'Wenn Sie sie nicht mehr möchten, geben Sie sie frei oder lassen Sie die Zeit verstreichen: Dann bekommt sie die nächste Person auf der Warteliste angeboten. Jeder Platz auf der Warteliste erhält ein einziges Angebot.',
    action: 'Zu Ihren Tickets',
  },
  waitlistRefused: {
    subject: (event) => `Sie stehen nicht mehr auf der Warteliste: ${event}`,
    preview: 'Wir konnten keine Tickets für Sie reservieren.',
    heading: 'Wir konnten keine Tickets für Sie reservieren',
    text: (event, moment) =>
      `Sie waren auf der Warteliste für ${event} (${moment}) an der Reihe. Der Veranstalter begrenzt aber, wie viele Tickets eine Person und eine Buchung haben dürfen, und mit denen, die Sie schon haben, wären es zu viele gewesen. Deshalb bekommt sie die nächste Person angeboten.`,
    note: 'Sie stehen nicht mehr auf der Warteliste. Wenn Sie noch Tickets brauchen, können Sie sich wieder eintragen, für weniger.',
    action: 'Zur Veranstaltung',
  },
  returned: {
    subject: (event) => `Ihre Erstattung: ${event}`,
    preview: (amount) => `Sie erhalten ${amount} zurück.`,
    heading: 'Sie erhalten Ihr Geld zurück',
    reasons: {
      late: (event) =>
        `Ihre Zahlung für ${event} ist eingegangen, als Ihre Reservierung schon beendet war, und wir hatten keine Tickets mehr für Sie, oder eine Höchstzahl war erreicht. Deshalb erhalten Sie den ganzen Betrag zurück; Sie müssen nichts tun.`,
      surplus: (event) =>
        `Ihre Buchung für ${event} wurde zweimal bezahlt. Sie erhalten die zweite Zahlung zurück; Ihre Tickets sind gültig.`,
      cancelled: (event) =>
        `Ihre Zahlung für ${event} ist eingegangen, als die Buchung schon storniert war. Deshalb erhalten Sie den ganzen Betrag zurück; Sie müssen nichts tun.`,
      event_cancelled: (event) => `${event} wurde abgesagt. Sie erhalten Ihr Geld zurück.`,
      requested: (event) => `Sie erhalten Geld für Ihre Buchung für ${event} zurück.`,
    },
    booking: (id) => `Buchung ${id}`,
    amount: 'Erstattung',
    tickets: {
      one: 'Ein Ticket dieser Buchung gilt nicht mehr.',
      other: (count) => `${count} Tickets dieser Buchung gelten nicht mehr.`,
    },
    note: 'Der Betrag geht auf dem Weg zurück, auf dem Sie bezahlt haben. Das kann einige Tage dauern.',
    papers:
      'Wenn Sie eine Rechnung hatten, finden Sie die Rechnungskorrektur in Kürze bei Ihrer Buchung.',
    action: 'Meine Buchung anzeigen',
  },
  disputed: {
    subjects: {
      open: (event) => `Eine Zahlung für ${event} wird angefochten`,
      raised: (event) => `Zahlungsanfechtung, weiterer Betrag einbehalten: ${event}`,
      won: (event) => `Zahlungsanfechtung gewonnen: ${event}`,
      lost: (event) => `Zahlungsanfechtung verloren: ${event}`,
    },
    preview: (money, event) => `${money} für ${event}`,
    headings: {
      open: 'Eine Zahlung wird angefochten',
      raised: 'Weiterer Betrag einbehalten',
      won: 'Die Zahlungsanfechtung ist gewonnen',
      lost: 'Die Zahlungsanfechtung ist verloren',
    },
    texts: {
      open: (money, withdrawn) =>
        `Jemand fordert ${money} über die eigene Bank oder den Zahlungsanbieter zurück. ${withdrawn === null ? '' : `Bis zur Entscheidung wird Ihnen der Betrag von ${withdrawn} vorenthalten. `}Bitte nehmen Sie im Dashboard Ihres Zahlungsanbieters fristgerecht Stellung: Ohne Stellungnahme verlieren Sie das Verfahren.`,
      raised: (money, withdrawn) =>
        `Eine Erstattung ist fehlgeschlagen oder eine andere Anfechtung wurde gewonnen; dieses Geld geht nun an diese Anfechtung. Vom angefochtenen Betrag von ${money} sind Ihnen jetzt ${withdrawn ?? ''} entzogen.`,
      won: (_money, withdrawn) =>
        withdrawn === null
          ? 'Zu Ihren Gunsten entschieden.'
          : `Zu Ihren Gunsten entschieden: Der Betrag von ${withdrawn} gehört wieder Ihnen.`,
      lost: (_money, withdrawn) =>
        withdrawn === null
          ? 'Zugunsten der Käuferseite entschieden.'
          : `Zugunsten der Käuferseite entschieden: Der Betrag von ${withdrawn} ist zurückgezahlt worden.`,
    },
    notes: {
      open: 'Die Tickets dieser Buchung sind als angefochten gekennzeichnet.',
      raised:
        'Die Tickets dieser Buchung bleiben als angefochten gekennzeichnet. Dieses Geld können Sie nicht zusätzlich erstatten.',
      won: 'Die Tickets dieser Buchung sind nicht mehr als angefochten gekennzeichnet.',
      lost: 'Die Tickets dieser Buchung bleiben als angefochten gekennzeichnet. Dieses Geld können Sie nicht zusätzlich erstatten.',
    },
    amount: 'Angefochten',
    action: 'Buchung anzeigen',
  },
  moneyDiffers: {
    subject: 'Zahlungen und Buchführung stimmen nicht überein',
    preview: 'Der Abgleich von heute Nacht hat Abweichungen gefunden.',
    heading: 'Beträge stimmen nicht überein',
    text: 'Der nächtliche Abgleich von Zahlungen, Buchungen, Buchführung und Zahlungsanbietern hat neue Abweichungen gefunden. Bitte prüfen Sie sie; geändert wurde nichts.',
    found: 'Gefunden:',
    rest: (count) => `Und ${count} weitere: npm run reconcile zeigt alle.`,
    action: 'Protokoll anzeigen',
    note: 'Zu diesen Abweichungen schreiben wir Ihnen erst wieder, wenn sie behoben sind und erneut auftreten.',
  },
  seller: {
    soldBy: (organiser) => `Verkauft von ${organiser}`,
    documents: {
      imprint: 'Impressum',
      terms: 'AGB',
      privacy: 'Datenschutz',
      refund_policy: 'Rückgabebedingungen',
    },
  },
};
