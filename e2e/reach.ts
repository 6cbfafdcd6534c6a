import { expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 120;

/** Goes there by Tab, as somebody does who cannot point. */
export async function reach(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeEnabled();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target, `reached by Tab within ${MOST_STOPS} stops`).toBeFocused();
}
