import type { SFCTemplateCompileOptions } from "vue/compiler-sfc";
import type { Plugin } from "vite";

// oxlint-disable-next-line import/no-default-export -- so does the one that it stands for
export default function vue(options?: {
  template?: Pick<SFCTemplateCompileOptions, "compilerOptions">;
}): Plugin;
