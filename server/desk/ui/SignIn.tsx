import "./SignIn.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { ApiProblem } from "../api/api-problem.ts";
import { demoClients, type DemoClient } from "../api/demo-clients.ts";
import { usePage } from "./desk-context.ts";

function reasonOf(error: unknown): string {
  const status = error instanceof ApiProblem ? error.status : 0;
  if (status === 400 || status === 401) return "The id or the secret is wrong.";
  if (status === 429) return "Too many sign-ins were refused. Wait a minute, then try again.";
  return "The server cannot be reached. Check the connection, then try again.";
}

/**
 * On the demo: choose one of its agents. Otherwise: a client's id and secret.
 * @param takesFocus - the desk, with the control that was pressed, has gone
 */
export function SignIn({ takesFocus = false }: { takesFocus?: boolean }): JSX.Element {
  const { app } = usePage();
  const clients = useSignal<readonly DemoClient[] | null>(null);
  const problem = useSignal("");
  const title = useRef<HTMLHeadingElement>(null);
  const isDrawn = clients.value !== null;
  useLayoutEffect(() => {
    if (takesFocus) title.current?.focus();
  }, [isDrawn]);
  useEffect(() => {
    void demoClients().then((found) => (clients.value = found));
  }, []);
  const enter = (id: string, secret: string): void => {
    problem.value = "";
    app.signIn(id, secret).catch((error: unknown) => (problem.value = reasonOf(error)));
  };
  if (clients.value === null) return <main class="dk-signin" aria-busy="true" />;
  return (
    <main class="dk-signin">
      <h1 tabIndex={-1} ref={title}>
        Sign in to the desk
      </h1>
      {app.notice.value !== "" && <p role="status">{app.notice.value}</p>}
      {problem.value !== "" && (
        <p class="pl-error" role="alert">
          {problem.value}
        </p>
      )}
      {clients.value.length > 0 ? (
        <ul class="dk-opts">
          {clients.value.map(({ id, secret, name }) => (
            <li key={id}>
              <button type="button" class="dk-row" onClick={() => enter(id, secret)}>
                <Avatar name={name} />
                <span class="dk-row__t">
                  <b>{name}</b>
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <SecretForm enter={enter} />
      )}
    </main>
  );
}

function SecretForm({ enter }: { enter: (id: string, secret: string) => void }): JSX.Element {
  return (
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
  );
}
