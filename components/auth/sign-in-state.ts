/** What became of the last attempt to sign in; a success leads away and has no state. */
export type SignInState =
  | { kind: "idle" }
  | { kind: "wrong" | "incomplete" | "foreign-origin"; username: string }
  | { kind: "too-many"; waitSeconds: number; username: string }
  | { kind: "internal"; reference: string; username: string };

export type SignInAction = (state: SignInState, form: FormData) => Promise<SignInState>;
