/*
 * Attributes that other tools write on script tags, or want there. They are no options. Names are
 * those of `dataset`: `data-no-optimize` is `noOptimize`.
 */

/** Complete names. */
const names: ReadonlySet<string> = new Set(
  [
    // Frameworks and routers.
    "nscript hid rh nHead instant noInstant pjax precedence type src",
    // Content delivery networks, and plug-ins that move or delay scripts.
    "cfasync cfbeacon noOptimize noptimize noMinify noDefer nowprocket",
    "optimized minify defer lazy rocketlazyloadscript twoDelaySrc",
    // Consent tools, which hold a tag back until the visitor agrees.
    "category categories service vendor purpose purposes requires blocked",
    "cookieconsent cookiecategory cookieblock consent usercentrics cmplz",
    "necessary domainScript borlabs complianz termly osano axeptio",
    // Tag managers, content security, tests.
    "gtm nonce testid cy qa",
  ].flatMap((line) => line.split(" ")),
);

/** The beginning of names, which a capital letter follows. */
const prefixes =
  /^(turbo|turbolinks|astro|sveltekit|svelte|nuxt|next|react|vue|v|ng|livewire|navigate|swup|barba|unpoly|up|hx|htmx|remix|gatsby|precache|wp|wpfc|wpacu|wpmeteor|rocket|litespeed|perfmatters|flying|jetpack|ao|sg|pagespeed|cf|cookie|consent|cmp|cmplz|borlabs|iub|ot|uc|cky|cookieyes|tcf|didomi|klaro|osano|termly|axeptio|gtm|ga|sentry|rum|dd|hj|skip|exclude)[A-Z]/;

/** Whether an attribute belongs to another tool. @param name - as in `dataset` */
export const isForeign = (name: string): boolean => names.has(name) || prefixes.test(name);
