// What @vitejs/plugin-vue does for a build, in few lines, so that the recipe's own vite.config.ts can be run without it.
import { compileScript, parse } from "vue/compiler-sfc";

// oxlint-disable-next-line import/no-default-export -- so does the one that it stands for
export default function vue({ template = {} } = {}) {
  return {
    name: "vue",
    transform(code, id) {
      if (!id.endsWith(".vue")) return undefined;
      const { descriptor } = parse(code, { filename: id });
      const script = compileScript(descriptor, {
        id,
        inlineTemplate: true,
        templateOptions: template,
      });
      return { code: script.content, map: null, moduleType: script.lang ?? "js" };
    },
  };
}
