/** What the letters say in English. The German ones have the same type: a text that is missing does not compile. */
export const ENGLISH = {
  hello: (name: string) => (name === '' ? 'Hello,' : `Hello ${name},`),
  setPassword: 'Set a new password',
  ifItWasYou: 'If this was you, there’s nothing to do. If it wasn’t, secure your account now:',
  verifyEmail: {
    subject: 'Confirm your email address',
    preview: 'Enter your password, and your account is ready.',
    text: 'Someone asked for a Boxoffice account with this address. If that was you, open the link and enter the password you chose.',
    action: 'Confirm email address',
    note: 'If this wasn’t you, you can ignore this email. Opening the link changes nothing.',
  },
  alreadyRegistered: {
    subject: 'You already have an account',
    preview: 'Someone tried to register with your email address.',
    text: 'Someone, probably you, has just tried to create a Boxoffice account with this address. You already have one, so we haven’t created another.',
    action: 'Sign in',
    forgotten: 'Forgot your password? Set a new one:',
    note: 'If this wasn’t you, you can ignore this email.',
  },
  resetPassword: {
    preview: 'The link works once and expires soon.',
    text: 'Someone, probably you, asked to reset the password of your account. The link works once and expires soon.',
    note: 'If this wasn’t you, you can ignore this email: your password stays the same. Don’t share the link with anyone.',
  },
  passwordChanged: {
    subject: 'Your password was changed',
    preview: 'If this was you, there’s nothing to do.',
    text: (moment: string) =>
      `Your password was changed on ${moment}. All other sessions have been signed out.`,
  },
  twoFactorChanged: {
    subject: (isOn: boolean) => `Two-step sign-in is ${isOn ? 'on' : 'off'}`,
    preview: 'If this was you, there’s nothing to do.',
    text: (isOn: boolean, moment: string) =>
      `Two-step sign-in was turned ${isOn ? 'on' : 'off'} for your account on ${moment}.`,
  },
  organiserInvitation: {
    subject: (organiser: string) =>
      organiser === '' ? 'Your invitation to Boxoffice' : `Join ${organiser} on Boxoffice`,
    preview: 'Sign in with this email address to accept. The link works once, for seven days.',
    text: (organiser: string, role: string) =>
      `${organiser === '' ? 'An organisation' : organiser} sells its tickets with Boxoffice and invites you to join as ${role}. To accept, open the link and sign in with this email address, or create an account with it first. The link works once, for seven days.`,
    roles: {
      owner: 'an owner',
      manager: 'a manager',
      box_office: 'box office staff',
      door: 'door staff',
    },
    action: 'Accept invitation',
    note: 'If you don’t know them, you can ignore this email: nothing happens without you.',
  },
  ticketOffered: {
    subject: (event: string) => `A ticket for ${event}`,
    preview: (until: string) => `Accept it until ${until}.`,
    text: (event: string) =>
      `Somebody would like to pass on a ticket for ${event} to you. Once you accept it, it’s yours, and theirs admits nobody any more.`,
    until: (until: string) => `Accept by ${until}`,
    action: 'Look at the ticket',
    note: 'If this wasn’t meant for you, you can ignore this email. Don’t forward it: whoever has the link can accept the ticket.',
  },
  booking: {
    tickets: { one: '1 ticket', other: (count: string) => `${count} tickets` },
    subject: (event: string) => `Your tickets for ${event}`,
    preview: (tickets: string) => `${tickets}. See you there.`,
    headings: { one: 'Your ticket is confirmed', other: 'Your tickets are confirmed' },
    text: (tickets: string) => `Thank you. Your booking for ${tickets} is confirmed.`,
    action: 'Show my tickets',
    note: (id: string) => `Booking ${id}. Keep this email: it takes you back to your booking.`,
    attached: {
      one: 'Your ticket is attached as a PDF, too: print it, or keep it on your phone.',
      other: 'Your tickets are attached as a PDF, too: print them, or keep them on your phone.',
    },
    calendar: 'Add to calendar',
    papers:
      'Your receipt is on your booking’s page, and your invoice where the organiser issues them.',
    total: 'Total',
    paid: 'Paid',
    discount: 'Discount',
    includes: (what: string) => `Includes ${what}`,
    attendees: (names: string) => `For ${names}`,
    returnable: (until: string) => `You can return tickets on your booking’s page until ${until}.`,
  },
  bookings: {
    subject: (count: string) => `Your tickets: ${count} bookings`,
    preview: (count: string) => `${count} bookings. See you there.`,
    heading: 'Your tickets are confirmed',
    text: (count: string) =>
      `Thank you. Your ${count} bookings are confirmed. They’re in one email because we sent several confirmations to this address in a short time.`,
    one: (id: string) => `Booking ${id}`,
    action: 'Show these tickets',
    note: 'Keep this email: it takes you back to each of your bookings.',
  },
  cancelled: {
    subject: (event: string) => `Cancelled: ${event}`,
    preview: (event: string) => `${event} won’t take place.`,
    heading: 'This event has been cancelled',
    text: (organiser: string, event: string, moment: string) =>
      `${organiser} has cancelled ${event} (${moment}). It won’t take place.`,
    dates: (organiser: string, event: string) =>
      `${organiser} has cancelled these dates of ${event}. They won’t take place:`,
    moreDates: (count: string) => `and ${count} more dates`,
    headingOfDates: 'These dates have been cancelled',
    message: (organiser: string) => `${organiser} writes:`,
    invalid: { one: 'Your ticket is no longer valid.', other: 'Your tickets are no longer valid.' },
    booking: (id: string, tickets: string) => `Booking ${id}: ${tickets}`,
    more: (count: string) => `and ${count} more`,
    refund: (organiser: string, address: string) =>
      `${organiser} will be in touch about your money. If you have questions, write to ${address}.`,
    onItsWay: {
      with_fees:
        'Your money is on its way back, in the way you paid. We’ll email you as each refund is sent.',
      without_fees:
        'The price of your tickets is on its way back, in the way you paid; fees aren’t refunded. We’ll email you as each refund is sent.',
    },
    byHand: (organiser: string) =>
      `That doesn’t include what you paid by bank transfer or at the counter: ${organiser} will be in touch about it.`,
    questions: (address: string) => `If you have questions, write to ${address}.`,
    refundPolicy: 'You’ll find their refund policy below.',
    held: (tickets: string) =>
      `You were holding ${tickets}. That hold has ended, and you weren’t charged.`,
    action: 'Show my bookings',
  },
  changed: {
    subject: (event: string) => `New details: ${event}`,
    preview: (event: string) => `${event} takes place at another time or place.`,
    heading: 'Please note the change',
    text: (organiser: string) =>
      `${organiser} has changed when or where your event takes place. Your tickets stay valid.`,
    ofMany: (organiser: string) =>
      `${organiser} has changed when or where your events take place. Your tickets stay valid.`,
    facts: {
      startsAt: 'Begins',
      endsAt: 'Ends',
      doorsAt: 'Doors open',
      venue: 'Venue',
      address: 'Address',
    },
    before: (what: string) => `Before: ${what}`,
    unknown: 'not announced',
    more: (count: string) => `And ${count} more dates: you’ll find them among your bookings.`,
    questions: (organiser: string, address: string) =>
      `If you have questions, write to ${organiser}: ${address}.`,
    action: 'Show my bookings',
  },
  written: {
    subject: (event: string, subject: string) => `${event}: ${subject}`,
    text: (event: string, moment: string) => `This is about your tickets for ${event} (${moment}).`,
  },
  waitlistOffer: {
    subject: (event: string) => `Tickets for you: ${event}`,
    preview: (tickets: string, until: string) => `We’re holding ${tickets} for you until ${until}.`,
    heading: 'It’s your turn on the waitlist',
    text: (event: string, tickets: string, tier: string, until: string) =>
      `You’re on the waitlist for ${event}. We’re holding ${tickets} (${tier}) for you until ${until}. Pay before then, and they’re yours.`,
    tickets: {
      one: 'one ticket',
      other: (count: string) => `${count} tickets`,
    },
    note: 'If you no longer want them, release them or let the time run out: the next person on the waitlist is offered them. Each place on the waitlist is offered tickets once.',
    action: 'Get your tickets',
  },
  waitlistRefused: {
    subject: (event: string) => `You’re no longer on the waitlist: ${event}`,
    preview: 'We couldn’t hold tickets for you.',
    heading: 'We couldn’t hold tickets for you',
    text: (event: string, moment: string) =>
      `It was your turn on the waitlist for ${event} (${moment}). But the organiser limits how many tickets one person and one booking may have, and with those you already have, these would have been too many. So they go to the next person.`,
    note: 'You’re no longer on the waitlist. If you still need tickets, you can join again for fewer.',
    action: 'See the event',
  },
  returned: {
    subject: (event: string) => `Your refund: ${event}`,
    preview: (amount: string) => `${amount} goes back to you.`,
    heading: 'You get your money back',
    reasons: {
      late: (event: string) =>
        `Your payment for ${event} arrived after your hold had ended, and we had no tickets left for you, or a limit had been reached. You get all of it back; there’s nothing you need to do.`,
      surplus: (event: string) =>
        `Your booking for ${event} was paid for twice. You get the second payment back; your tickets are valid.`,
      cancelled: (event: string) =>
        `Your payment for ${event} arrived after the booking had been cancelled. So you get all of it back; you don’t have to do anything.`,
      event_cancelled: (event: string) =>
        `${event} has been cancelled, so you get your money back.`,
      requested: (event: string) => `You get money back for your booking for ${event}.`,
    },
    booking: (id: string) => `Booking ${id}`,
    amount: 'Refund',
    tickets: {
      one: 'One ticket of this booking is no longer valid.',
      other: (count: string) => `${count} tickets of this booking are no longer valid.`,
    },
    note: 'It goes back in the way you paid, and can take some days to arrive.',
    papers: 'If you had an invoice, its credit note follows on the page of your booking.',
    action: 'Show my booking',
  },
  disputed: {
    subjects: {
      open: (event: string) => `A payment for ${event} is disputed`,
      raised: (event: string) => `A dispute has taken more: ${event}`,
      won: (event: string) => `You won a dispute: ${event}`,
      lost: (event: string) => `You lost a dispute: ${event}`,
    },
    preview: (money: string, event: string) => `${money} for ${event}`,
    headings: {
      open: 'A payment is disputed',
      raised: 'A dispute has taken more',
      won: 'The dispute is won',
      lost: 'The dispute is lost',
    },
    texts: {
      open: (money: string, withdrawn: string | null) =>
        `A buyer has asked their bank or payment provider for ${money} back. ${withdrawn === null ? '' : `Until it’s decided, ${withdrawn} is withheld from you. `}Please answer in your payment provider’s dashboard before its deadline: an unanswered dispute is lost.`,
      raised: (money: string, withdrawn: string | null) =>
        `A refund failed, or another dispute was won, so that money goes to this dispute. Of the disputed ${money}, ${withdrawn ?? ''} has now been taken from you.`,
      won: (_money: string, withdrawn: string | null) =>
        withdrawn === null
          ? 'The dispute was decided in your favour.'
          : `The dispute was decided in your favour: ${withdrawn} is yours again.`,
      lost: (_money: string, withdrawn: string | null) =>
        withdrawn === null
          ? 'The dispute was decided for the buyer.'
          : `The dispute was decided for the buyer: ${withdrawn} went back to them.`,
    },
    notes: {
      open: 'The tickets of this booking are marked as disputed.',
      raised:
        'The tickets of this booking stay marked as disputed. You can’t refund this money as well.',
      won: 'The tickets of this booking are no longer marked as disputed.',
      lost: 'The tickets of this booking stay marked as disputed. You can’t refund this money as well.',
    },
    amount: 'Disputed',
    action: 'Show the booking',
  },
  moneyDiffers: {
    subject: 'Payments and ledger don’t match',
    preview: 'Tonight’s comparison found differences.',
    heading: 'Some money doesn’t match',
    text: 'Tonight’s comparison of payments, bookings, the ledger and payment providers found new differences. Please look into them; nothing was changed.',
    found: 'Found:',
    rest: (count: string) => `And ${count} more: npm run reconcile lists all of them.`,
    action: 'Show the audit',
    note: 'You won’t hear of these differences again unless they’re settled and come back.',
  },
  seller: {
    soldBy: (organiser: string) => `Tickets sold by ${organiser}`,
    documents: {
      imprint: 'Imprint',
      terms: 'Terms',
      privacy: 'Privacy',
      refund_policy: 'Refund policy',
    },
  },
};

export type LetterTexts = typeof ENGLISH;
