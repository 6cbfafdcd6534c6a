/** One node of the sandbox's three levels of categories (vod-api.md §2.9). */
export type CategoryNode = { cateId: number; cateName: string; parentId: number; level: number };

const NAMES: Record<string, Record<string, readonly string[]>> = {
  "Courses 课程": {
    Mathematics: ["Algebra", "Calculus", "Statistics"],
    Languages: ["English", "中文", "Español"],
    Programming: ["Web", "Data", "Systems"],
    "考研 Exam prep": ["数学", "英语", "专业课"],
  },
  "Marketing 市场": {
    Campaigns: ["Spring", "Summer", "Double 11"],
    Brand: ["Stories", "Interviews", "Idents"],
    Social: ["Shorts", "Vlogs", "Live cuts"],
  },
  "News 新闻": {
    Daily: ["Morning", "Noon", "Evening"],
    Local: ["杭州", "上海", "深圳"],
    Weather: ["Forecast", "Storm watch", "Seasons"],
  },
  "Events 活动": {
    Conferences: ["Keynotes", "Sessions", "Workshops"],
    "All-hands": ["Q1–Q2", "Q3–Q4", "Town halls"],
    Sports: ["Football", "Marathon", "乒乓球"],
  },
  "Product 产品": {
    Demos: ["Console", "Mobile", "Hardware"],
    Support: ["How-to", "Troubleshooting", "Release notes"],
    Training: ["Onboarding", "Partners", "Certification"],
  },
  "Studio 影视": {
    Documentary: ["Nature", "History", "美食"],
    Drama: ["Season 1", "Season 2", "Trailers"],
    Recordings: ["Podcasts", "Concerts", "有声书"],
  },
};

function build(): CategoryNode[] {
  const nodes: CategoryNode[] = [];
  let top = 0;
  for (const [name, seconds] of Object.entries(NAMES)) {
    top += 1;
    const topId = 1_000_000_000 + top * 10_000;
    nodes.push({ cateId: topId, cateName: name, parentId: -1, level: 0 });
    Object.entries(seconds).forEach(([second, thirds], s) => {
      const secondId = topId + (s + 1) * 100;
      nodes.push({ cateId: secondId, cateName: second, parentId: topId, level: 1 });
      thirds.forEach((third, t) => {
        nodes.push({ cateId: secondId + t + 1, cateName: third, parentId: secondId, level: 2 });
      });
    });
  }
  return nodes;
}

/** All categories, each after its parent. */
export const CATEGORIES: readonly CategoryNode[] = build();

/** Which of the top categories (0-based) a category id belongs to. */
export function topOf(cateId: number): number {
  return Math.floor((cateId - 1_000_000_000) / 10_000) - 1;
}
