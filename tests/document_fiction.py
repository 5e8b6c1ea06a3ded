"""Fictional 工作要点 documents: places, units and tasks that do not exist, as ground truth for the reader of documents.

Everything follows from the seed.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


CITIES = ("临沧江", "青峦", "云泽", "望川", "白渡", "沐河", "石溪", "长汀原", "梓岭", "安渠")
PLACES = ("云溪", "松岭", "白榉", "青禾", "宁江", "柳泉", "梅岭", "双榆", "兰汀", "桐山")
FIELDS = _listed(
    "教育和体育 财政 民政 司法 人力资源和社会保障 自然资源 住房和城乡建设 交通运输 水利 农业农村 商务 文化广电和旅游 "
    "卫生健康 退役军人事务 应急管理 审计 市场监督管理 统计 医疗保障 信访 林业和草原 发展和改革 科技 工业和信息化 "
    "城市管理 乡村振兴 行政审批 粮食和物资储备"
)
HOUSES = _listed(
    "政务服务中心 融媒体中心 公共资源交易中心 疾控中心 档案馆 大数据中心 委网信办 委编办 政府办公室 国资委 妇联 残联 "
    "供销社 消防救援大队 税务局 气象局"
)
TOWNS = _listed("红岩 金坪 大渡 新场 龙潭 长滩 高桥 马家 平江 凤鸣 太平 清水 老君 观音 三河")
VERBS = _listed("做好 推进 完善 规范 健全 强化 深化 优化 提升 加强 抓好 落实 拓展")
OBJECTS = _listed(
    "财政预决算 重大建设项目 义务教育招生 社会救助 医疗保障 食品药品监管 政策文件库 解读材料 依申请公开 意见采纳情况 "
    "行政处罚决定 公共资源交易 养老服务 稳岗就业 涉农补贴 环境监测 安全生产检查 住房保障 公共文化服务 惠企政策 "
    "政务新媒体 基层政务公开专区 规范性文件清理 建议提案办理 政府公报 网站适老化改造 保密审查 数据开放 乡村建设 "
    "消费维权 水质监测 校外培训治理 残疾人帮扶 退役军人优抚 道路运输 用地审批"
)
AIMS = _listed(
    "提高群众知晓度 方便企业和群众查阅 做到应公开尽公开 杜绝“两张皮”现象 确保内容准确、表述规范 增强工作透明度 "
    "推动政策直达快享 接受社会监督"
)
NOW = _listed("及时公开 长期坚持 持续推进 全年 及时更新 常态化推进 每季度 按时公开")


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One row as it stands in the undamaged document."""

    section: int
    section_name: str
    clause: str
    task: str
    text: str
    who: tuple[str, ...]  # one cell of units, or lead and support
    units: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    open_list: bool
    deadline_words: str
    deadline: date | str | None


@dataclass(frozen=True, slots=True)
class Style:
    """How one document writes its table."""

    header: tuple[str, ...]
    numbering: str  # row, section, none
    sections_shown: bool
    two_columns: bool
    sign: str  # "\t", "|", "  "
    group_cells: str  # emptied, repeated, dropped
    full_stops: bool


@dataclass(slots=True)
class Place:
    rng: random.Random
    level: str
    name: str
    city: str
    year: int
    bureaus: list[str] = field(default_factory=list)
    towns: list[str] = field(default_factory=list)


def fictional(seed: int) -> tuple[Place, Style, tuple[TruthRow, ...]]:
    """A place, the way its office writes tables, and the rows of one year."""
    rng = random.Random(seed)
    level = rng.choice("县市区")
    place = Place(rng, level, rng.choice(PLACES), rng.choice(CITIES), rng.randint(2021, 2027))
    place.bureaus = [f"{level}{f}局" for f in rng.sample(FIELDS, 16)] + [f"{level}{h}" for h in rng.sample(HOUSES, 8)]
    place.bureaus += [f"{place.name}生态环境分局", f"{place.city}市公安局{place.name}分局"]
    place.towns = [t + rng.choice(("镇", "乡", "街道")) for t in rng.sample(TOWNS, 8)]
    style = _style(rng)
    return place, style, tuple(_truth_rows(place, style))


def _style(rng: random.Random) -> Style:
    two = rng.random() < 0.3
    shown = rng.random() < 0.6
    numbering = rng.choice(("row", "section", "none"))
    header = [rng.choice(("序号", "编号"))] if numbering != "none" else []
    header += [rng.choice(("重点领域", "工作任务", "类别"))] if shown else []
    header += [rng.choice(("重点任务", "任务名称", "工作事项"))]
    header += [rng.choice(("具体要求", "工作内容", "重点工作任务", "具体措施"))]
    header += (
        ["牵头单位", rng.choice(("配合单位", "协办单位"))]
        if two
        else [rng.choice(("责任单位", "责任部门", "牵头单位"))]
    )
    header += [rng.choice(("完成时限", "完成时间", "时间节点", "时限要求"))]
    return Style(
        tuple(header),
        numbering,
        shown,
        two,
        rng.choice(("\t", "\t", "|", "   ")),
        rng.choice(("emptied", "repeated", "dropped")),
        rng.random() < 0.85,
    )


def _truth_rows(place: Place, style: Style) -> list[TruthRow]:
    rng = place.rng
    total, sections = rng.randint(8, 70), rng.randint(3, 8)
    used: set[str] = set()
    rows: list[TruthRow] = []
    clause = 0
    starts = sorted(rng.sample(range(1, total), sections - 1))
    section, section_name, task = 0, "", ""
    for n in range(total):
        if n == 0 or n in starts:
            section += 1
            section_name = _fresh(used, lambda: f"{rng.choice(VERBS)}{rng.choice(OBJECTS)}和{rng.choice(OBJECTS)}工作")
        if n == 0 or n in starts or rng.random() < 0.45:
            clause += 1
            task = _fresh(
                used,
                lambda: (
                    f"{rng.choice(VERBS)}{rng.choice(OBJECTS)}{rng.choice(('信息公开', '机制', '质效', '水平', ''))}"
                ),
            )
        text = _fresh(used, lambda: _text(place, style))
        who, units, lead, support, open_list = _who(place, style)
        words, deadline = _deadline(place)
        rows.append(
            TruthRow(
                section,
                section_name,
                f"（{numeral(clause)}）",
                task,
                text,
                who,
                units,
                lead,
                support,
                open_list,
                words,
                deadline,
            )
        )
    return rows


def _fresh(used: set[str], make: Callable[[], str]) -> str:
    while (made := make()) in used:
        pass
    used.add(made)
    return made


def _text(place: Place, style: Style) -> str:
    rng = place.rng
    sentences = []
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
        things = "、".join(rng.sample(OBJECTS, rng.randint(1, 5)))
        start = rng.choice(
            (
                f"{rng.choice(VERBS)}{things}等方面信息公开",
                f"围绕{things}，{rng.choice(VERBS)}公开工作",
                f"{rng.choice(place.bureaus)}要牵头{rng.choice(VERBS)}{things}相关工作",
                f"{rng.randint(1, 12)}月底前完成{things}目录编制",
                f"每季度至少公开{rng.randint(1, 4)}次{things}情况",
                f"按照《{rng.choice(OBJECTS)}管理办法》（{place.name}府发〔{place.year - 1}〕{rng.randint(1, 60)}号）要求，{rng.choice(VERBS)}{things}",
            )
        )
        sentences.append(
            start
            + rng.choice(
                ("", f"，{rng.choice(AIMS)}", f"，{rng.choice(VERBS)}{rng.choice(OBJECTS)}，{rng.choice(AIMS)}")
            )
        )
    text = "。".join(sentences)
    return text + "。" if style.full_stops else text


def _who(place: Place, style: Style) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
    rng, level = place.rng, place.level
    if style.two_columns:
        lead = tuple(rng.sample(place.bureaus, rng.randint(1, 2)))
        rest = [b for b in place.bureaus if b not in lead]
        support = tuple(rng.sample(rest, rng.randint(0, 4)))
        return ("、".join(lead), "、".join(support)), (*lead, *support), lead, support, False
    kind = rng.random()
    if kind < 0.15:
        return (
            (f"{level}政府组成部门，各乡、镇人民政府，各街道办事处",),
            ("@constituent", "@townships", "@subdistricts"),
            (),
            (),
            False,
        )
    if kind < 0.25:
        return (f"各乡镇（街道），{level}级相关部门",), ("@townships", "@subdistricts", "@departments"), (), (), False
    names = tuple(rng.sample(place.bureaus, rng.randint(1, 6)))
    if kind < 0.45:
        return ("、".join(names) + f"等{level}级有关部门",), names, (), (), True
    if kind < 0.55:
        towns = tuple(rng.sample(place.towns, 2))
        return ("、".join((*names, *towns)),), (*names, *towns), (), (), False
    if kind < 0.65:
        return ("、".join(names) + "，各乡镇人民政府",), (*names, "@townships"), (), (), False
    return ("、".join(names),), names, (), (), False


def _deadline(place: Place) -> tuple[str, date | str]:
    rng, year = place.rng, place.year
    month = rng.randint(3, 12)
    last = (date(year + month // 12, month % 12 + 1, 1) - date.resolution).day
    choices: tuple[tuple[str, date | str], ...] = (
        (f"{month}月底前", date(year, month, last)),
        (f"{year}年{month}月{min(15, last)}日前", date(year, month, 15)),
        (f"{month}月{last}日", date(year, month, last)),
        ("第三季度", date(year, 9, 30)),
        (f"{month}月中旬", date(year, month, 20)),
        ("年底前", date(year, 12, 31)),
        (f"{year}年底前", date(year, 12, 31)),
    )
    if rng.random() < 0.45:
        words = rng.choice(NOW)
        return words, words
    return rng.choice(choices)


def numeral(n: int) -> str:
    """12 as 十二."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones or not tens else "")
