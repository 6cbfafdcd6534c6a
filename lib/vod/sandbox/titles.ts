import { pick, unit } from "./random.ts";

/** Words for titles, one set per top category of `category-tree.ts`, in its order. */
const WORDS: readonly { en: readonly string[]; zh: readonly string[] }[] = [
  {
    en: [
      "Introduction to Linear Algebra",
      "Calculus for Engineers",
      "Practical Statistics",
      "Web Programming",
      "Academic Writing",
      "Data Structures",
      "Operating Systems",
      "Spanish for Beginners",
    ],
    zh: [
      "高等数学精讲",
      "线性代数入门",
      "概率论与数理统计",
      "大学英语四级",
      "数据结构与算法",
      "考研政治冲刺",
      "机器学习基础",
      "Python 零基础",
    ],
  },
  {
    en: [
      "Spring Collection Teaser",
      "Customer Story: Harbour Logistics",
      "Brand Film",
      "Summer Campaign",
      "Behind the Label",
      "Store Opening",
      "Founder Interview",
      "Holiday Greetings",
    ],
    zh: [
      "双十一预热",
      "品牌故事",
      "新品开箱",
      "探店日记",
      "春季新品发布",
      "用户访谈",
      "年货节短片",
      "门店开业",
    ],
  },
  {
    en: [
      "Morning Briefing",
      "Evening News",
      "City Report",
      "Weather Outlook",
      "Market Watch",
      "Election Night",
      "Traffic Update",
      "Science Desk",
    ],
    zh: ["早间新闻", "晚间播报", "城市观察", "天气预报", "财经要闻", "民生热线", "科技前沿", "杭州新闻联播"],
  },
  {
    en: [
      "Annual Conference Keynote",
      "Town Hall",
      "Developer Workshop",
      "City Marathon",
      "Panel: The Next Decade",
      "Awards Evening",
      "Quarterly Review",
      "Charity Football Cup",
    ],
    zh: [
      "年度大会主题演讲",
      "全员大会",
      "开发者工作坊",
      "城市马拉松",
      "圆桌论坛",
      "颁奖典礼",
      "季度总结",
      "乒乓球公开赛",
    ],
  },
  {
    en: [
      "Console Walkthrough",
      "Mobile App Tour",
      "How to Reset a Device",
      "Release Notes",
      "Onboarding, Step by Step",
      "Partner Certification",
      "Troubleshooting Playback",
      "Hardware Teardown",
    ],
    zh: [
      "控制台使用教程",
      "移动端演示",
      "常见问题解答",
      "版本更新说明",
      "新人培训",
      "合作伙伴认证",
      "播放故障排查",
      "设备安装指南",
    ],
  },
  {
    en: [
      "Rivers of the North",
      "The Old Quarter",
      "Night Market",
      "Letters Home",
      "Podcast: Slow Mornings",
      "Chamber Concert",
      "Mountain Light",
      "A Short History of Tea",
    ],
    zh: [
      "舌尖上的早餐",
      "江南水乡",
      "老街记忆",
      "山间四季",
      "慢读时光",
      "室内音乐会",
      "茶的故事",
      "丝绸之路",
    ],
  },
];

const EN_TAILS = ["Part", "Episode", "Lesson", "Take", "Session"] as const;
const ZH_TAILS = ["讲", "期", "集", "场", "课"] as const;
const EN_CUTS = ["", "", "", " (final cut)", " (4K master)", " (raw)", " (subtitled)", " – draft"] as const;
const ZH_CUTS = ["", "", "", "（完整版）", "（母带）", "（精剪）", "（字幕版）", "（初稿）"] as const;

/** A plausible title for a video of the top category `top`; about two in five are Chinese. */
export function titleOf(seed: number, index: number, top: number): string {
  const words = WORDS[top] ?? WORDS[0];
  if (!words) throw new RangeError("there are no words for titles");
  const subject = unit(seed, index, 21);
  const part = 1 + Math.floor(unit(seed, index, 22) * 96);
  const tail = unit(seed, index, 23);
  const cut = unit(seed, index, 24);
  return unit(seed, index, 20) < 0.4
    ? `${pick(subject, words.zh)} 第${part}${pick(tail, ZH_TAILS)}${pick(cut, ZH_CUTS)}`
    : `${pick(subject, words.en)}, ${pick(tail, EN_TAILS)} ${part}${pick(cut, EN_CUTS)}`;
}

const TAGS = [
  "archive",
  "master",
  "2k",
  "subtitled",
  "教学",
  "直播回放",
  "宣传",
  "rights-cleared",
  "interview",
  "b-roll",
] as const;

/** Up to three tags, comma-separated, or null. */
export function tagsOf(seed: number, index: number): string | null {
  const count = Math.floor(unit(seed, index, 25) * 4);
  const tags = new Set<string>();
  for (let k = 0; k < count; k++) tags.add(pick(unit(seed, index, 26 + k), TAGS));
  return tags.size === 0 ? null : [...tags].join(",");
}
