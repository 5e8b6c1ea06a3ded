"""What is published again and again: the air of every month, hints on health, and the texts of ``texts/periodic.toml``."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from crawler.demo.article import Article, paragraphs, told
from crawler.demo.district import District

# (优良天数, PM2.5) of January to July; August's is not expected yet.
_AIR: Final = ((24, 58), (24, 47), (28, 38), (29, 30), (30, 25), (30, 21), (31, 18))
_HINTS: Final = {
    1: ("冬季如何预防流感", "勤洗手、多通风，出现发热及时就诊，体弱老人可以接种流感疫苗。"),
    2: ("春节期间合理饮食", "少油少盐，饮酒适量，高血压患者按时服药。"),
    3: ("春季花粉过敏怎样预防", "外出佩戴口罩，回家后清洗鼻腔，症状严重的尽早就医。"),
    5: ("预防近视从小做起", "每天户外活动两小时，读写四十分钟后休息十分钟。"),
    6: ("高温天气预防中暑", "避开正午外出，补充淡盐水，出现头晕恶心要转移到阴凉处。"),
    7: ("预防溺水知识", "不到没有救护设施的水域游泳，掌握心肺复苏的方法，保护儿童健康。"),
}  # April is missing on purpose


def periodic(district: District) -> Iterator[Article]:
    """Everything this module makes."""
    yield from told("periodic", district.signatures)
    for month, (good, dust) in enumerate(_AIR, 1):
        yield Article(
            key=f"air.{month}",
            column="huanjing.livelihood",
            title=f"样本区2023年{month}月环境空气质量状况",
            published=date(2023, month + 1, 9),
            source=district.signatures["huanjing"],
            body=paragraphs(
                f"{month}月城区环境空气质量优良天数{good}天，细颗粒物（PM2.5）平均浓度{dust}微克/立方米。",
                "数据来自区内自动监测站，以年度审核结果为准。",
            ),
        )
    for month, (what, how) in _HINTS.items():
        yield Article(
            key=f"hint.{month}",
            column="weijian.livelihood",
            title=f"健康科普：{what}",
            published=date(2023, month, 16),
            source=district.signatures["weijian"],
            body=paragraphs(how, "更多健康知识可以咨询所在乡镇卫生院。"),
        )
