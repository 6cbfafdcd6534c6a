import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { setPreference } from "@/app/preferences/actions";
import { Messages } from "@/components/shell/messages";
import { COLUMNS_COOKIE, DENSITIES, DENSITY_COOKIE, oneOf } from "@/components/shell/preferences";
import { columnsFromText } from "@/components/videos/columns";
import { VideosScreen } from "@/components/videos/videos-screen";
import { ViewsControl } from "@/components/views/views-control";
import { atLeast } from "@/lib/auth/roles.ts";
import { requireSession } from "@/lib/auth/session.ts";
import { readListName } from "@/lib/catalog/lists/read-list.ts";
import { listViews } from "@/lib/catalog/saved-views.ts";
import { container } from "@/lib/container.ts";
import { readPrices } from "@/lib/settings/store-prices.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";
import { readCategoryOptions } from "../read-category-options.ts";
import { createDeletionAction, refreshCatalogAction } from "./actions";
import { checkListAction, chooseLineAction, chooseLinesAction, useListAction } from "./list-actions";
import { changeViewAction, createViewAction, deleteViewAction } from "./view-actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("videos"))("title") };
}

/** The library's table. Rows, counts and details are read by the browser. */
export default async function VideosPage(props: { searchParams: Promise<{ onList?: string | string[] }> }) {
  const { user } = await requireSession();
  const { onList } = await props.searchParams;
  const { db, environment } = await container();
  const [categories, views, jar, goneList, { prices }] = await Promise.all([
    readCategoryOptions(),
    listViews(db, environment.id, user.id),
    cookies(),
    typeof onList === "string" ? missingList(onList) : null,
    readPrices(db, environment.id),
  ]);
  return (
    <Messages namespaces={["videos", "lists", "views", "errors"]}>
      <VideosScreen
        environmentId={environment.id}
        categories={categories}
        look={{
          columns: columnsFromText(jar.get(COLUMNS_COOKIE)?.value),
          density: oneOf(DENSITIES, jar.get(DENSITY_COOKIE)?.value),
        }}
        saveLook={setPreference}
        goneList={goneList}
        priced={prices !== null}
        canDelete={atLeast(user.role, "operator")}
        refresh={refreshCatalogAction}
        createDeletion={createDeletionAction}
        lists={{
          check: checkListAction,
          choose: chooseLineAction,
          chooseAll: chooseLinesAction,
          use: useListAction,
        }}
        views={
          <ViewsControl
            initial={views}
            actions={{ create: createViewAction, change: changeViewAction, delete: deleteViewAction }}
            rights={{
              mayShare: atLeast(user.role, "operator"),
              mayDeleteShared: atLeast(user.role, "admin"),
            }}
          />
        }
      />
    </Messages>
  );
}

/** The list that a link names and that is not there (any more), or not in this environment. */
async function missingList(listId: string): Promise<string | null> {
  try {
    await readListName(await container(), listId);
    return null;
  } catch (error) {
    if (error instanceof UseCaseError && error.code === "not-found") return listId;
    throw error;
  }
}
