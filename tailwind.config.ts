import type { Config } from "tailwindcss";

/** A colour lives once, as a pair of CSS variables in app/globals.css; here it only gets its class name. */
const token = (name: string) => `var(--${name})`;

/** A tone speaks in four voices: a tinted ground, a line around it, text on it, and a solid for marks. */
const tone = (name: string) => ({
  soft: token(`${name}-soft`),
  line: token(`${name}-line`),
  ink: token(`${name}-ink`),
  DEFAULT: token(name),
});

export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      canvas: token("canvas"),
      surface: token("surface"),
      sunken: token("sunken"),
      raised: token("raised"),
      hover: token("hover"),
      line: { DEFAULT: token("line"), strong: token("line-strong") },
      ink: { DEFAULT: token("ink"), muted: token("ink-muted"), faint: token("ink-faint") },
      accent: { ...tone("accent"), hover: token("accent-hover"), on: token("on-accent") },
      danger: { ...tone("danger"), hover: token("danger-hover"), on: token("on-danger") },
      warn: tone("warn"),
      ok: tone("ok"),
      neutral: tone("neutral"),
      inverse: { DEFAULT: token("inverse"), ink: token("inverse-ink"), muted: token("inverse-muted") },
      scrim: token("scrim"),
    },
    fontFamily: {
      sans: token("font-ui"),
      mono: token("font-code"),
    },
    fontSize: {
      "2xs": ["0.6875rem", { lineHeight: "1rem" }],
      xs: ["0.75rem", { lineHeight: "1.125rem" }],
      sm: ["0.8125rem", { lineHeight: "1.25rem" }],
      base: ["0.875rem", { lineHeight: "1.375rem" }],
      md: ["1rem", { lineHeight: "1.5rem", letterSpacing: "-0.005em" }],
      lg: ["1.125rem", { lineHeight: "1.625rem", letterSpacing: "-0.01em" }],
      xl: ["1.375rem", { lineHeight: "1.875rem", letterSpacing: "-0.015em" }],
      "2xl": ["1.75rem", { lineHeight: "2.25rem", letterSpacing: "-0.02em" }],
    },
    borderRadius: {
      none: "0",
      sm: "0.25rem",
      md: "0.375rem",
      lg: "0.5rem",
      xl: "0.75rem",
      full: "9999px",
    },
    boxShadow: {
      none: "none",
      control: token("shadow-control"),
      card: token("shadow-card"),
      popup: token("shadow-popup"),
      dialog: token("shadow-dialog"),
    },
    zIndex: {
      base: "0",
      sticky: "10",
      panel: "20",
      header: "30",
      popup: "40",
      dialog: "50",
      toast: "60",
    },
    transitionDuration: { DEFAULT: "120ms", fast: "80ms", slow: "180ms" },
    extend: {
      spacing: {
        /** Heights that follow the density a person chose. */
        control: token("control-height"),
        "control-sm": token("control-height-sm"),
        row: token("row-height"),
        gutter: token("gutter"),
        /** What the shell takes from the height of the window. */
        shell: token("shell-height"),
      },
    },
  },
} satisfies Config;
