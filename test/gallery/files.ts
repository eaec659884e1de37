import { ParlorError } from "../../src/transport/errors.ts";
import type { FileContent, IncomingMessage } from "../../src/transport/conversation/message.ts";
import type { FileLimits, Upload, UploadKey } from "../../src/transport/conversation/upload.ts";
import type { DrawnPanel } from "../draw-panel.ts";
import { incomingMessage } from "../incoming.ts";

/* The files of the design's pictures, and a chat that carries them. */

const MB = 1_024 * 1_024;

type Shape = readonly [color: string, path: string];

/** The drawing of each picture, by the name of its file: 256 pixels wide and 144 high. */
const pictures: Readonly<Record<string, readonly Shape[]>> = {
  "cabin-12.jpg": [
    ["#ecd9c6", "M0 0h256v144H0z"],
    ["#2c445a", "M146 20h88v60h-88z"],
    ["#43607a", "M146 66l26-18 20 14 18-10 24 16v12h-88z"],
    ["#fdfbf8", "M18 84h132v20H18z"],
    ["#b98a5e", "M18 100h132v18H18zM168 96h58v6h-58zM174 102h4v26h-4zM216 102h4v26h-4z"],
    ["#1f5b4a", "M64 100h86v10H64z"],
  ],
  "berth-31.jpg": [
    ["#d3dde6", "M0 0h256v144H0z"],
    ["#2c445a", "M92 18h72v62H92z"],
    ["#43607a", "M92 68l22-16 18 12 14-9 18 13v12H92z"],
    ["#f4efe8", "M0 24h76v11H0zM0 66h76v11H0zM0 108h76v11H0zM180 24h76v11h-76zM180 66h76v11h-76z"],
    ["#b9c8d4", "M92 144v-30h72v30z"],
  ],
  "seat-4.jpg": [
    ["#d5dfd0", "M0 0h256v144H0z"],
    ["#2c445a", "M24 18h100v58H24zM136 18h100v58H136z"],
    ["#35482f", "M34 66h44v56H34zM86 66h44v56H86zM146 66h44v56h-44zM198 66h44v56h-44z"],
    ["#a9bba2", "M0 122h256v22H0z"],
  ],
};

async function pictureOf(name: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(512, 288);
  const context = canvas.getContext("2d");
  context?.scale(2, 2);
  for (const [color, path] of pictures[name] ?? []) {
    if (context === null) break;
    context.fillStyle = color;
    const shape = new Path2D(path);
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, no array
    context.fill(shape);
  }
  return canvas.convertToBlob({ type: "image/jpeg" });
}

export const addressOf = async (name: string): Promise<string> => {
  const blob = name in pictures ? await pictureOf(name) : new Blob(["no picture"]);
  return URL.createObjectURL(blob);
};

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  pdf: "application/pdf",
  txt: "text/plain",
};
const mediaTypeOf = (name: string): string => mediaTypes[name.split(".").at(-1) ?? ""] ?? "";

/** A file of a message, with its size in megabytes. Pictures are as wide as those of phones. */
export function fileOf(name: string, size: number): FileContent {
  const isPicture = mediaTypeOf(name).startsWith("image/");
  return {
    kind: "file",
    id: name,
    name,
    mediaType: mediaTypeOf(name),
    size: Math.round(size * MB),
    width: isPicture ? 1_600 : null,
    height: isPicture ? 900 : null,
    hasThumbnail: isPicture,
    isGone: false,
  };
}

export const filesFrom = (
  senderId: string,
  at: number,
  content: readonly FileContent[],
  body = "",
): IncomingMessage => incomingMessage(`f${content[0]?.id}${at}`, { senderId, at, content, body });

export const fileLimits: FileLimits = {
  maxBytes: 10 * MB,
  maxPerMessage: 5,
  types: ["image/png", "image/jpeg", "application/pdf", "text/plain"],
  blockedExtensions: [".exe"],
};

/** A file that a state attaches: its size in megabytes, and how far it has come. */
export interface AttachedFile {
  readonly name: string;
  readonly size: number;
  readonly state: Upload["state"]["kind"];
}

const stateOf = ({ name, size, state }: AttachedFile): Upload["state"] => {
  switch (state) {
    case "uploading":
      return { kind: state, sent: size * MB * 0.64 };
    case "ready":
      return { kind: state, id: name, content: fileOf(name, size) };
    case "failed":
      return { kind: state, code: "server-error" };
    default:
      return { kind: state };
  }
};

/** The calls of a chat about files: those that a state attaches are as far as it says. */
export function fileCalls(
  attached: readonly AttachedFile[],
  panel: () => Pick<DrawnPanel, "dispatch">,
): Readonly<Record<string, unknown>> {
  const set = (name: string, state?: Upload["state"]): UploadKey => {
    const key = name as UploadKey;
    const file = attached.find((one) => one.name === name);
    if (file === undefined) throw new ParlorError("file-type-refused", "This kind is refused");
    const upload = { key, name, size: Math.round(file.size * MB), mediaType: mediaTypeOf(name) };
    panel().dispatch({
      type: "upload",
      key,
      upload: { ...upload, state: state ?? stateOf(file) },
    });
    return key;
  };
  return {
    attach: ({ name }: File) => set(name),
    retryUpload: (key: UploadKey) => void set(key, { kind: "waiting" }),
    removeUpload: (key: UploadKey) => panel().dispatch({ type: "upload", key, upload: null }),
    fileUrl: (_row: string, id: string) => addressOf(id),
  };
}

/** Drags files over the panel, or drops them on it. */
export async function dragFiles(
  { root }: DrawnPanel,
  type: "dragover" | "drop",
  names: readonly string[],
): Promise<void> {
  const dataTransfer = new DataTransfer();
  for (const name of names) {
    const parts = name in pictures ? [await pictureOf(name)] : ["%PDF-"];
    dataTransfer.items.add(new File(parts, name, { type: mediaTypeOf(name) }));
  }
  root
    .querySelector(".pl-panel")
    ?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}
