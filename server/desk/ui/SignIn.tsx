import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { ApiProblem, signIn } from "../api/agent-client.ts";
import { signInNotice, startDesk } from "../model/desk-state.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";

interface DemoClient {
  readonly id: string;
  readonly secret: string;
  readonly userId: string;
  readonly name: string;
}

function reasonOf(error: unknown): string {
  const status = error instanceof ApiProblem ? error.status : 0;
  if (status === 400 || status === 401) return "The id or the secret is wrong.";
  if (status === 429) return "Too many sign-ins were refused. Wait a minute, then try again.";
  return "The server cannot be reached. Check the connection, then try again.";
}

/** On the demo: choose one of its agents. Otherwise: a client's id and secret. */
export function SignIn(): JSX.Element {
  const clients = useSignal<readonly DemoClient[] | null>(null);
  const problem = useSignal("");
  useEffect(() => {
    fetch("/demo.json")
      .then((reply) =>
        reply.ok ? (reply.json() as Promise<{ clients: DemoClient[] }>) : { clients: [] },
      )
      .then(
        (demo) => (clients.value = demo.clients),
        () => (clients.value = []),
      );
  }, []);
  const enter = (id: string, secret: string): void => {
    problem.value = "";
    signIn(id, secret).then(startDesk, (error: unknown) => (problem.value = reasonOf(error)));
  };
  if (clients.value === null) return <main class="dk-signin" aria-busy="true" />;
  return (
    <main class="dk-signin">
      <h1>Sign in to the desk</h1>
      {signInNotice.value !== "" && <p role="status">{signInNotice.value}</p>}
      {problem.value !== "" && (
        <p class="pl-error" role="alert">
          {problem.value}
        </p>
      )}
      {clients.value.length > 0 ? (
        <ul class="dk-opts">
          {clients.value.map((client) => (
            <li key={client.id}>
              <button type="button" class="dk-row" onClick={() => enter(client.id, client.secret)}>
                <Avatar id={client.userId} name={client.name} />
                <span class="dk-row__t">
                  <b>{client.name}</b>
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <form
          class="pl-form"
          onSubmit={(event) => {
            event.preventDefault();
            const data = new FormData(event.currentTarget);
            const text = (name: string): string => {
              const value = data.get(name);
              return typeof value === "string" ? value : "";
            };
            enter(text("id"), text("secret"));
          }}
        >
          <div class="pl-field">
            <label class="pl-label" for="dk-id">
              Client id
            </label>
            <input class="pl-input" id="dk-id" name="id" required autocomplete="username" />
          </div>
          <div class="pl-field">
            <label class="pl-label" for="dk-secret">
              Secret
            </label>
            <input
              class="pl-input"
              id="dk-secret"
              name="secret"
              type="password"
              required
              autocomplete="current-password"
            />
          </div>
          <button type="submit" class="pl-btn pl-btn--primary pl-btn--lg">
            Sign in
          </button>
        </form>
      )}
    </main>
  );
}
