import type { Plugin } from "vite";

/** A member of the class, from its first words to the line that closes it. */
const member = (head: string): RegExp =>
  new RegExp(
    `\\n    ${head.replaceAll(/[.()[\]]/g, "\\$&")}[^\\n]*\\{\\n[\\s\\S]*?\\n    \\};?\\n`,
    "g",
  );

const REMOVED = "\n";

/**
 * The parts of reconnecting-websocket 4.4.0 that the event stream never uses: it gives a function
 * as the address and a class as the WebSocket, sends nothing, waits by itself, listens by
 * `addEventListener`, and never removes a listener.
 */
export const websocketTrims: readonly (readonly [RegExp | string, string])[] = [
  // Read-only properties, and the constants that they are compared with.
  [
    /\n    static get CONNECTING\(\)[\s\S]*?(?=\n    \/\*\*\n     \* An event listener to be called when the WebSocket connection's readyState changes to CLOSED\n)/g,
    REMOVED,
  ],
  ["if (this._ws.readyState === this.CLOSED) {", "if (this._ws.readyState === 3) {"],
  [
    "if (!this._ws || this._ws.readyState === this.CLOSED) {",
    "if (!this._ws || this._ws.readyState === 3) {",
  ],
  // The properties `onopen`, `onmessage`, `onerror` and `onclose`.
  [/\n    public onclose: [\s\S]*?public onopen: [^;]*;/g, REMOVED],
  ...["open", "message", "error", "close"].map(
    (type) => [`if (this.on${type}) {\n            this.on${type}(event);\n        }`, ""] as const,
  ),
  // Sending, and the queue of messages.
  [member("public send(data: Message)"), REMOVED],
  ["    private _messageQueue: Message[] = [];\n", ""],
  [/this\._messageQueue\.forEach[^\n]*\n\s+this\._messageQueue = \[\];/g, ""],
  // Listeners as objects, and their removal.
  [member("public dispatchEvent(event: Event)"), REMOVED],
  [/\n    public removeEventListener<[\s\S]*?\n    \}\n/g, REMOVED],
  [/\n    private _callEventListener<[\s\S]*?\n    \}\n/g, REMOVED],
  ...["open", "message", "error", "close"].map(
    (type) =>
      [
        `this._listeners.${type}.forEach(listener => this._callEventListener(event, listener));`,
        `this._listeners.${type}.forEach(listener => listener(event));`,
      ] as const,
  ),
  // The log.
  [member("private _debug(...args: any[])"), REMOVED],
  // Waits, retries and the time after which a connection counts as stable.
  [member("private _getNextDelay()"), REMOVED],
  ["setTimeout(resolve, this._getNextDelay());", "setTimeout(resolve);"],
  ["    private _retryCount = -1;\n", ""],
  ["        this._retryCount = -1;\n", ""],
  [/\n {8}if \(this\._retryCount >= maxRetries\) \{[\s\S]*?this\._retryCount\+\+;\n/g, REMOVED],
  ["            maxRetries = DEFAULT.maxRetries,\n", ""],
  [member("private _acceptOpen()"), REMOVED],
  ["        this._uptimeTimeout = setTimeout(() => this._acceptOpen(), minUptime);\n", ""],
  ["        const {minUptime = DEFAULT.minUptime} = this._options;\n", ""],
  ["    private _uptimeTimeout: any;\n", ""],
  ["        clearTimeout(this._uptimeTimeout);\n", ""],
  // Other kinds of addresses and of sockets.
  [member("private _getNextUrl(urlProvider: UrlProvider): Promise<string>"), REMOVED],
  ["this._getNextUrl(this._url)", "this._url()"],
  ["connectionTimeout = DEFAULT.connectionTimeout", "connectionTimeout"],
  ["WebSocket = getGlobalWebSocket()", "WebSocket"],
  [/ {8}if \(!isWebSocket\(WebSocket\)\) \{[\s\S]*?\n {8}\}\n/g, ""],
  [
    /this\._ws = this\._protocols\s+\? new WebSocket\(url, this\._protocols\)\s+: new WebSocket\(url\);/g,
    "this._ws = new WebSocket(url);",
  ],
  ["        this._protocols = protocols;\n", ""],
  [/ {8}if \(this\._options\.startClosed\) \{[\s\S]*?\n {8}\}\n/g, ""],
  ["    private _binaryType: BinaryType = 'blob';\n", ""],
  ["                this._ws!.binaryType = this._binaryType;\n", ""],
  ["\n        this._ws!.binaryType = this._binaryType;\n", REMOVED],
  [/const DEFAULT = \{[\s\S]*?\};/g, ""],
  // Events of its own.
  ["new Events.ErrorEvent(Error('TIMEOUT'), this)", "{ message: 'TIMEOUT' }"],
  ["new Events.CloseEvent(code, reason, this)", "{ code, reason }"],
  ["import * as Events from './events';", "import type * as Events from './events';"],
];

const LOG_CALL = /\n +this\._debug\([^\n]*\);/g;
const LOG_CALL_COUNT = 17;

/**
 * Removes the calls of the log, and applies each replacement, whose text must be there exactly
 * once.
 */
export function trimWebsocket(source: string): string {
  const callCount = source.match(LOG_CALL)?.length;
  if (callCount !== LOG_CALL_COUNT)
    throw new Error(`reconnecting-websocket: ${callCount} calls of the log, not ${LOG_CALL_COUNT}`);
  const code = source.replaceAll(LOG_CALL, "");
  return websocketTrims.reduce((text, [found, replacement]) => {
    const pieces = text.split(found instanceof RegExp ? new RegExp(found.source) : found);
    if (pieces.length !== 2)
      throw new Error(`reconnecting-websocket: ${pieces.length - 1} times, not once: ${found}`);
    return pieces.join(replacement);
  }, code);
}

/**
 * Leaves out of reconnecting-websocket what the event stream does not use, which is two thirds of
 * it. The package is frozen upstream; a release that differs stops the build.
 */
export const trimmedWebsocket: Plugin = {
  name: "trim-websocket",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("reconnecting-websocket/reconnecting-websocket.ts")) return undefined;
    return { code: trimWebsocket(code), map: null };
  },
};
