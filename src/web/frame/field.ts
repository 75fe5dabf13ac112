/** A field of a form as views/partials/field.eta shows it: label, hint, error, control, in this order. */
export type Field = {
  /** Also the name under which the form sends it. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** Shown behind the hint, as what one could type. */
  readonly example?: string;
  /** What is wrong with what was typed, and what to do about it. */
  readonly error?: string | undefined;
  /** Behind the error: where it can be made right, where that is elsewhere. */
  readonly errorLink?: ErrorLink | undefined;
  readonly value?: string;
  /** `email` is a field of text: browsers rewrite what is typed into theirs, and refuse addresses that accounts may have. */
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'date';
  /** A text area of so many rows, where one line is not enough. */
  readonly rows?: number;
  readonly autocomplete?: string;
  readonly required?: boolean;
  /** Where typing begins, on a page that asks for one thing. */
  readonly autofocus?: boolean;
  /** For machines rather than people. */
  readonly mono?: boolean;
  /** Keyboards on glass begin with capitals. */
  readonly capitals?: boolean;
};

/** `apart`: on another page, which opens beside this one so that nothing typed here is lost. */
export type ErrorLink = { readonly href: string; readonly text: string; readonly apart?: boolean };

/** The fields of one form, in their order, under names for its view. */
export type Fields = Readonly<Record<string, Field>>;
