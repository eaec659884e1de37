import { beforeEach, expect, test, vi } from "vitest";
import { storedDraft } from "./stored-draft.ts";

/** A storage area in memory. */
function area(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  } as unknown as Storage;
}

beforeEach(() => {
  vi.stubGlobal("localStorage", area());
  vi.stubGlobal("sessionStorage", area());
});

test("a draft is there for the next page of the tab", () => {
  storedDraft("d").write("half a sentence");
  expect(storedDraft("d").read()).toBe("half a sentence");
  storedDraft("d").write(null);
  expect(storedDraft("d").read()).toBeNull();
});

test("a draft of an older version has no mark and is kept", () => {
  sessionStorage.setItem("parlor:draft:d", "of 0.1.0");
  expect(storedDraft("d").read()).toBe("of 0.1.0");
});

test("a tab that did not hear that the visitor was forgotten drops its draft, also when the next one writes", () => {
  storedDraft("d").write("a secret");
  const tab = globalThis.sessionStorage;
  // The reset in another tab erases what all tabs share.
  localStorage.clear();
  expect(storedDraft("d").read()).toBeNull();

  storedDraft("d").write("a secret");
  vi.stubGlobal("sessionStorage", area());
  localStorage.clear();
  storedDraft("d").write("of the next visitor, in another tab");
  vi.stubGlobal("sessionStorage", tab);
  expect(storedDraft("d").read()).toBeNull();
  expect(tab.getItem("parlor:draft:d")).toBeNull();
});
