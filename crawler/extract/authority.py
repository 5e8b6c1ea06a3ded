"""名称是否属于区外机关：上级（国家、省、市）的，或外地的。

Columns of a district hold reprints (省审计厅, 国务院, 邻区教育局). A name is called foreign only when it says so itself: by the
level it begins with (国务院, 省…厅, 市…局) or by the place (another city, another county). The district's own name in it
(国家税务总局达川区税务局), a newspaper, a station, 本站: none of these is foreign. What is unclear is not foreign.
"""

import re
from functools import lru_cache
from typing import Final

_HAN: Final = "[\u4e00-\u9fa5]"
_MOST: Final = 60  # characters of a name or a title that are read
# What the name of an authority ends with; 委 is no 委员, 办 no 办事, 部 no 部门.
_ORGAN: Final = (
    r"(?:委员会|(?<!大)厅|局(?![面部势限])|署|委(?![员托派培])|总队|领导小组|指挥部|(?:宣传|组织|统战)部|办公室|办(?![事理学法好公])|政府(?!采购)|人大|政协|"
    r"法院|检察院)(?:常委会|常务委员会|办公[厅室]|办(?![事理学法好公]))?"
)
_NAMED: Final = rf"(?:委(?![员托派培])(?:办公[厅室])?|{_HAN}{{0,16}}?{_ORGAN})"
_MINISTRIES: Final = (
    "(?:外交|国防|教育|科技|科学技术|工业和信息化|工信|公安|民政|司法|财政|人力资源和?社会保障|人社|自然资源|生态环境|住房和?城乡建设|住建|"
    "交通运输|水利|农业农村|农业|商务|文化和旅游|文旅|文化|退役军人事务|应急管理|应急)部(?![门署队分位长级件])(?:办公厅)?"
)
_STATE: Final = (
    rf"国务院{_HAN}{{0,10}}?(?:办公[厅室]|委员会|领导小组)|国务院|中共中央(?:办公厅)?|全国(?:人大|政协)(?:常委会)?|最高人民(?:法院|检察院)|"
    rf"中央(?:办公厅|军委|纪委|宣传部|组织部|政法委|网信办|文明办|编办|农办)|中[宣组]部|{_MINISTRIES}|审计署|{_HAN}{{0,10}}总[局署]|中国人民银行|"
    rf"(?:国家(?!级)|中华人民共和国){_HAN}{{0,12}}?(?:局(?![面部势限])|署|委员会|(?:发展改革|发改|卫生健康|卫健)委|部(?![门署队分位长级件]))"
)
_PROVINCES: Final = (
    "(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)省|(?:北京|上海|天津|重庆)市|"
    "(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区"
)
_PROVINCE: Final = rf"(?:{_PROVINCES}|省(?![级属道际外内会市])){_NAMED}"
# 城市, 超市, 门市 are no places.
_CITY_NAME: Final = rf"(?![区县镇乡全我本该各]){_HAN}{{2,3}}(?:(?<![城都夜早超上集股楼门入])市(?![场容级])|自治州)"
_CITY: Final = (
    # Nor are 市场监管, 市政设施, 市容; 市监局 may be our own 市场监督管理局.
    rf"{_CITY_NAME}{_NAMED}|市(?![场容监区级属域面辖内外郊长民政]|中心){_NAMED}|市民(?:政|族{_HAN}{{0,6}}?)局|市政(?:府(?!采购)|协)(?:办公室|办(?![事理]))?"
)
_NO_DISTRICT: Final = "社园辖景校矿林库城片发开新高护业展全本我各市郊灾小地范税贸作能验务宅制活学险假游街牧老"
_COUNTY: Final = (
    rf"(?:{_CITY_NAME})?(?![全我本该各区县市镇乡])(?:{_HAN}{{2,3}}(?<![{_NO_DISTRICT}])区|{_HAN}{{1,3}}(?<![全本我各该])县|{_HAN}{{2,4}}自治县){_NAMED}"
)
_ISSUED = re.compile(
    rf"(?:[、，,]?{_HAN}{{2,16}}?{_ORGAN}){{0,3}}(?:等{_HAN}{{0,4}}(?:部门|单位|部委))?(?:(?:19|20)\d\d年)?(?:第?\d{{1,3}}号)?(?:联合|正式)?"
    r"(?:关于|印发|令(?!人)|公告|通告|通知|通报|发布|公布)"
)
_OURS = re.compile(r"[来莅赴到](?:我|本)?[区县旗]|[我本全][区县旗]|[区县旗](?:委|政府|领导)")
_STATE_NUMBER = re.compile(r"国发|国函|国办|国令|国务院令|中华人民共和国|中发|中办")
_PROVINCE_NUMBER = re.compile(r"(?P<short>[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新])[府政办委]")
_APART = re.compile(r"[\s、，,;；/|]+")


class Places:
    """What a district calls itself, and what is foreign to it.

    ``own``: the spellings of its name (达州市达川区, 达川); ``names``: those of its units.
    """

    def __init__(self, own: tuple[str, ...], names: tuple[str, ...] = ()) -> None:
        self._own = own
        self._letters = frozenset("".join((*own, *names)))
        self._foreign = _foreign(max(own, key=len, default="").endswith(("区", "县", "旗")))

    def is_foreign(self, name: str) -> bool:
        """Whether ``name`` (of an issuer or a source) begins with a foreign authority's; of several, every one."""
        parts = [part for part in _APART.split(name.strip()[:_MOST]) if part]
        return bool(parts) and all(self._authority(part) and not self._names_us(part) for part in parts)

    def issued_by_foreign(self, title: str) -> bool:
        """Whether a title says that a foreign authority issued it: 四川省人民政府关于…, 教育部等十部门印发…"""
        plain = _squeezed(title)
        name = self._authority(plain)
        issued = _ISSUED.match(plain, len(name)) if name else None
        # 国家税务总局青禾区税务局关于…: ours, or theirs and ours together.
        return issued is not None and not self._names_us(issued.group())

    def is_about_foreign(self, title: str) -> bool:
        """Whether a title begins with a foreign authority and says nothing of the district: 省审计厅举办培训班."""
        plain = _squeezed(title)
        return bool(self._authority(plain)) and not self._names_us(plain) and _OURS.search(plain) is None

    def is_foreign_number(self, number: str) -> bool:
        """Whether a 发文字号 is the state's or a province's: 国办发〔2019〕61号. A letter the district has too tells nothing."""
        plain = _squeezed(number)
        if _STATE_NUMBER.match(plain):
            return True
        found = _PROVINCE_NUMBER.match(plain)
        return found is not None and found["short"] not in self._letters

    def _authority(self, plain: str) -> str:
        """The foreign authority ``plain`` begins with; '' for none, and for one in whose name the district's stands."""
        found = self._foreign.match(plain)
        return found.group() if found and not self._names_us(found.group()) else ""

    def _names_us(self, plain: str) -> bool:
        return any(own in plain for own in self._own)


@lru_cache(maxsize=2)
def _foreign(below_city: bool) -> re.Pattern[str]:
    """Levels above the district's own, and places beside it. To a city 市…局 is its own, and a county below it no stranger."""
    return re.compile("|".join((_STATE, _PROVINCE, *((_CITY, _COUNTY) if below_city else ()))))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text[: 2 * _MOST]).lstrip("【[（(《")[:_MOST]
