"""What stands in the demo district on purpose, and what an audit of it as of 2023-09-20 must therefore say.

``PLANTED`` is complete: nobody may be found at fault (gap, late) under a row, unit and check that does not stand here.
``SPARED`` are the near misses: things that look like a fault to a careless reader and must never be called one.
``FOR_LATER`` are faults of rows that no check judges yet, named by the handbook's id of the sub-check.
"""

from dataclasses import dataclass
from typing import Final

AS_OF: Final = "2023-09-20"


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted case. ``hint`` is part of the object, of a title or address shown as evidence, or of the reason."""

    row: int
    unit: str
    check: str
    hint: str
    expected: str
    why: str


PLANTED: Final[tuple[Planted, ...]] = (
    # R4, R8-R10, R22: what comes each month, quarter or year, and standing lists
    Planted(4, "jiaoyu", "missing_standing_item", "enrolment:2023", "met", "2023-07-03 公布招生方案和学区划分"),
    Planted(4, "jiaoyu", "missing_standing_item", "schools:2023", "met", "学校名录五项齐全"),
    Planted(4, "jiaoyu", "missing_standing_item", "kindergartens:2023", "suspect", "只有认定管理办法，没有名单"),
    Planted(8, "weijian", "missing_periodic_item", "health_tips:2023", "suspect", "4月没有健康科普；每月一条是推算的"),
    Planted(9, "huanjing", "missing_periodic_item", "drinking_water:2023", "gap", "二季度没有，只有市级的转载和采样的动态；全季度没有部门公布"),
    Planted(9, "huanjing", "missing_periodic_item", "air_quality:2023", "met", "1至7月每月一份，8月未到期"),
    Planted(9, "huanjing", "missing_standing_item", "pollution_plan:2023", "met", "2021年修订的预案"),
    Planted(9, "huanjing", "broken_eia_chain", "罐头生产线", "met", "受理、拟批准、批复三步都有"),
    Planted(9, "huanjing", "broken_eia_chain", "喷漆房", "suspect", "2023-05-10 拟批准以后没有下文"),
    Planted(9, "huanjing", "broken_eia_chain", "提标项目", "not_due", "2023-08-28 受理，90天未过"),
    Planted(9, "huanjing", "topic_coverage", "ozone:2023", "suspect", "臭氧攻坚进展，请人确认"),
    Planted(10, "minzheng", "missing_periodic_item", "relief_statistics:2023", "met", "一、二季度都有人数和金额"),
    Planted(10, "minzheng", "missing_standing_item", "living_allowance:2023", "met", "转载市级2023年的标准"),
    Planted(10, "minzheng", "missing_standing_item", "old_age_allowance:2023", "suspect", "2021年的标准，是否有效待确认"),
    Planted(10, "minzheng", "missing_standing_item", "destitute_standard:2023", "suspect", "没有特困标准"),
    Planted(10, "renshe", "missing_standing_item", "social_insurance_fund:2023", "met", "2022年度收支"),
    Planted(10, "weijian", "missing_standing_item", "childcare:2023", "met", "2023年备案名单"),
    Planted(22, "caizheng", "missing_standing_item", "fee_catalogue:2023", "met", "2023年目录清单"),
    Planted(22, "caizheng", "missing_standing_item", "unpaid_sme:2023", "met", "2023-03-31 当日公布，不算逾期"),
    Planted(22, "zhujian", "missing_standing_item", "unpaid_sme:2023", "late", "2023-04-11 才公布"),
    Planted(22, "qinghe", "missing_standing_item", "unpaid_sme:2023", "met", "写明没有逾期款项"),
    Planted(22, "baishi", "missing_standing_item", "unpaid_sme:2023", "suspect", "公布的是2021年度的"),
    # R23, R28, R31, R37, R38, R40 to R42, R46 to R48: work that leaves traces, accounts, the gazette
    Planted(23, "jingxin", "unproven_work", "机械行业协会", "suspect", "走进协会座谈，请人确认"),
    Planted(28, "qinghe", "unproven_work", "老桥视频", "suspect", "次日回应网传视频，请人确认"),
    Planted(31, "fuban", "unproven_work", "三季度政务公开工作推进会", "suspect", "推进会，请人确认"),
    Planted(37, "fuban", "missing_account_list", "account_list:2023", "met", "九个账号都写明平台、名称、主办单位"),
    Planted(37, "jiaoyu", "wrong_account_list", "accounts:2023", "met", "2021年的清单有两个公众号，2023年的只有一个"),
    Planted(37, "weijian", "wrong_account_list", "accounts:2023", "suspect", "订阅号、服务号各一个"),
    Planted(38, "fuban", "unproven_work", "第三方评估结果", "suspect", "写明委托的第三方，请人确认"),
    Planted(40, "fuban", "unproven_work", "new_media_rules:2023", "met", "制度写有开设、变更、关停、注销和审核发布"),
    Planted(40, "hexi", "wrong_account_list", "河西微讯", "suspect", "2023-08-03 公告注销，清单仍列为正常"),
    Planted(41, "xxgk", "missing_gazette_points", "gazette_points:2023", "met", "赠阅点一览表写明地址"),
    Planted(41, "qinghe", "missing_gazette_points", "gazette_points:2023", "met", "一览表写有青禾镇"),
    Planted(41, "baishi", "missing_gazette_points", "gazette_points:2023", "suspect", "一览表没有白石镇"),
    Planted(42, "fuban", "missing_gazette_issue", "gazette:2023", "met", "第1至3期期号连续"),
    Planted(46, "fuban", "unproven_work", "二季度政务公开工作督查情况", "suspect", "督查通报，请人确认"),
    Planted(47, "jiaoyu", "missing_quarterly_information", "做实政务公开", "met", "2023-06-28 发布"),
    Planted(47, "renshe", "missing_quarterly_information", "第二季度政务公开工作信息", "suspect", "07-03 才发布，标题写明二季度"),
    Planted(47, "minzheng", "missing_quarterly_information", "", "suspect", "没有见到；可能报送上级采用"),
    Planted(47, "shuiwu", "unproven_work", "research:2023", "suspect", "走访企业听取意见，请人确认"),
    Planted(48, "zhujian", "unproven_work", "政务公开专题培训会", "suspect", "写明时间、人数、主题，请人确认"),
    # R01 to R07, R10: topics. A machine finds, a person confirms
    Planted(1, "fagai", "topic_coverage", "万达开川渝统筹发展示范区", "suspect", "有任务分工，请人确认"),
    Planted(1, "fagai", "topic_coverage", "明月山绿色发展示范带", "suspect", "只有联席会议的消息"),
    Planted(2, "fagai", "topic_coverage", "稳经济增长40条措施上半年落实情况", "suspect", "有任务分工方案，也有落实情况"),
    Planted(2, "fagai", "topic_coverage", "老茶馆", "suspect", "标题有“城市更新”，文中没有"),
    Planted(2, "xingshen", "topic_coverage", "business_environment:2023", "unknown", "档案没有登记该单位的栏目"),
    Planted(3, "shuiwu", "topic_coverage", "水系连通及水美乡村建设项目8月进展", "suspect", "批复、招标、进展都有"),
    Planted(4, "jiaoyu", "topic_coverage", "应急预案", "suspect", "有预案，也有演练通报"),
    Planted(5, "jingxin", "topic_coverage", "科技兴村在线", "suspect", "有平台服务情况"),
    Planted(6, "renshe", "topic_coverage", "急需紧缺人才", "suspect", "有引才办法"),
    Planted(7, "renshe", "topic_coverage", "公益性岗位补贴发放", "met", "有认定安置的通知和补贴发放情况"),
    Planted(10, "minzheng", "topic_coverage", "最低生活保障标准", "suspect", "有现行标准的通知"),
    # R11: replies to deputies and members
    Planted(11, "fuban", "missing_column", "jyta", "met", "门户统一设有建议提案栏目"),
    Planted(11, "jiaoyu", "missing_proposal_replies", "第23号", "met", "2023-06-09 公布一件答复"),
    Planted(11, "caizheng", "missing_proposal_replies", "proposals:2023", "met", "公布两件答复"),
    Planted(11, "fuban", "missing_proposal_replies", "proposals:2023", "suspect", "组成部门，只有全区的总体情况"),
    Planted(11, "hexi", "missing_proposal_replies", "交办清单", "suspect", "交办清单点了名，没有见到答复"),
    Planted(11, "baishi", "missing_proposal_replies", "proposals:2023", "not_applicable", "看不出有承办任务"),
    Planted(11, "minzheng", "incomplete_proposal_reply", "适老座椅", "suspect", "没有写编号"),
    Planted(11, "fagai", "incomplete_proposal_reply", "第12号", "met", "编号、承办单位、日期、内容都有"),
    Planted(11, "caizheng", "late_proposal_reply", "第66号", "suspect", "2023-05-08 落款，07-06 公布，期限是推算的"),
    Planted(11, "zhujian", "late_proposal_reply", "第83号", "met", "2023-05-31 落款，06-29 公布，正好第20个工作日"),
    Planted(11, "fuban", "missing_proposal_summary", "proposals:2023", "not_due", "只有上半年的；全年的年底才到期"),
    Planted(11, "jiaoyu", "exposed_personal_numbers", "第23号", "met", "没有手机号、身份证号"),
    # R12: opinions asked for, and what became of them
    Planted(12, "jiaoyu", "missing_feedback", "公办幼儿园招生", "met", "2023-05-10 截止，05-31 反馈，写明条数和理由"),
    Planted(
        12,
        "zhujian",
        "missing_feedback",
        "加装电梯",
        "met",
        "2023-06-30 截止，一个月后是星期日，顺延到 07-31，当日反馈",
    ),
    Planted(12, "jiaotong", "missing_feedback", "农村客运补贴", "late", "2023-05-31 截止，06-30 到期，07-20 才反馈"),
    Planted(12, "shuiwu", "missing_feedback", "农村饮水工程", "gap", "2023-06-15 截止，各栏目都没有反馈"),
    Planted(12, "minzheng", "missing_feedback", "养老服务设施", "not_due", "2023-09-05 截止，国庆后才到期"),
    Planted(12, "nongye", "missing_feedback", "高标准农田", "met", "2023-06-20 截止，07-10 有反馈"),
    Planted(12, "nongye", "incomplete_feedback", "高标准农田", "gap", "反馈只有一句话，没有收到、采纳的条数"),
    Planted(12, "weijian", "missing_feedback", "托育服务机构", "met", "2023-06-25 截止，07-18 反馈，但发在通知公告"),
    Planted(12, "renshe", "missing_feedback", "公益性岗位", "met", "2023-07-05 截止，07-26 说明未收到意见"),
    Planted(12, "renshe", "incomplete_feedback", "公益性岗位", "met", "写明“未收到意见”即为完整"),
    Planted(12, "ziran", "missing_feedback", "古树名木", "unknown", "页面和附件都读不出截止日期"),
    Planted(12, "caizheng", "missing_feedback", "政府购买服务", "met", "2023-07-12 截止，08-04 反馈"),
    Planted(12, "qinghe", "missing_feedback", "农贸市场", "met", "2023-06-08 截止，06-28 反馈"),
    Planted(12, "yunling", "missing_feedback", "", "not_applicable", "本期没有公开征求意见"),
    Planted(12, "sifa", "missing_feedback", "", "not_applicable", "只有一条座谈会动态，不是公开征求意见"),
    # R12: the calls themselves, the people who answered, the chain to the final document
    Planted(12, "caizheng", "short_consultation", "政府购买服务", "gap", "公告写明是重大行政决策，只有 9 日，没有说明理由"),
    Planted(12, "jiaoyu", "short_consultation", "公办幼儿园招生", "met", "2023-04-07 至 05-10，33 日"),
    Planted(12, "ziran", "short_consultation", "古树名木", "unknown", "读不出截止日期"),
    Planted(12, "minzheng", "incomplete_consultation", "养老服务设施", "gap", "公告写明是重大行政决策，没有起草说明"),
    Planted(12, "zhujian", "incomplete_consultation", "加装电梯", "met", "附征求意见稿和起草说明，写明期限和方式"),
    Planted(12, "ziran", "incomplete_consultation", "古树名木", "unknown", "附件没有文字，期限可能在其中"),
    Planted(12, "jiaotong", "unmasked_respondent", "农村客运补贴", "suspect", "反馈人一栏有一个完整姓名"),
    Planted(12, "qinghe", "unmasked_respondent", "农贸市场", "met", "姓名都已隐去"),
    Planted(12, "jiaoyu", "unlinked_decision", "公办幼儿园招生", "met", "文件链到公告和采纳情况"),
    Planted(12, "zhujian", "unlinked_decision", "加装电梯", "suspect", "文件与公告、采纳情况没有链接"),
    Planted(12, "fuban", "missing_decision_list", "2023", "met", "2023-04-14 公布目录"),
    # R13: budgets and final accounts
    Planted(13, "jiaoyu", "missing_fiscal_report", "budget:2023", "met", "2023-02-20 公布，附九张表"),
    Planted(13, "yunling", "missing_fiscal_report", "budget:2023", "met", "乡镇 2023-02-24 公布"),
    Planted(13, "ziran", "missing_fiscal_report", "budget:2023", "gap", "栏目停在 2022 年预算"),
    Planted(13, "jiaotong", "missing_fiscal_report", "budget:2023", "gap", "2023-02-21 发布的标题和内容都是 2022 年"),
    Planted(13, "hexi", "missing_fiscal_report", "budget:2023", "gap", "栏目里放的是东门街道的 2023 年预算"),
    Planted(13, "fagai", "missing_fiscal_report", "final_accounts:2022", "met", "2023-08-28 公布"),
    Planted(13, "shuiwu", "missing_fiscal_report", "final_accounts:2022", "not_due", "尚未公布，期限 2023-11-09 未到"),
    # R14: audits and what was put right
    Planted(14, "shenji", "missing_audit_report", "2022年度", "met", "2023-09-06 公布 2022 年度审计工作报告"),
    Planted(14, "shenji", "missing_rectification", "2021年度本级预算执行", "met", "2023-02-24 公布整改情况报告"),
    Planted(14, "shenji", "missing_rectification", "2022年度本级预算执行", "not_due", "2023-09 公布的报告，明年才到期"),
    Planted(14, "jiaoyu", "missing_rectification", "2021年度预算执行", "met", "2022-11-30 公告，2023-04-18 公布整改结果"),
    Planted(14, "jiaoyu", "incomplete_rectification", "2021年度预算执行", "met", "三个问题逐项整改，写明金额"),
    Planted(14, "jiaotong", "missing_rectification", "农村公路养护", "gap", "2022-12-08 公告三个问题，没有见到整改结果"),
    Planted(14, "renshe", "missing_rectification", "就业补助", "suspect", "2022-11-10 公告，2023-06-26 才公布，期限是推算的"),
    Planted(14, "hexi", "missing_rectification", "2022年度财政收支", "not_due", "2023-03-20 公告，10 月才到期"),
    Planted(14, "baishi", "missing_rectification", "2021年度财政收支", "suspect", "公告自己写有整改情况，请人确认"),
    Planted(14, "nongye", "missing_rectification", "高标准农田", "met", "2023-05-22 公布整改结果"),
    Planted(14, "nongye", "incomplete_rectification", "高标准农田", "suspect", "公告四个问题，整改只写两个，未改完的没有时限"),
    Planted(14, "qinghe", "missing_rectification", "", "not_applicable", "没有被单独公告"),
    # R15: inspections and penalties
    Planted(15, "shichang", "missing_oversight_item", "随机抽查事项清单", "met", "清单列六栏"),
    Planted(15, "shichang", "missing_inspection_result", "抽查计划", "met", "三批都有结果，最后一批 09-13 公布"),
    Planted(15, "yingji", "missing_inspection_result", "双随机抽查计划", "suspect", "5 月的一批没有公布结果；期限只凭经验，请人确认"),
    Planted(15, "yingji", "late_penalty", "样应急罚〔2023〕7号", "late", "2023-07-03 的处罚决定 08-10 才公布"),
    Planted(15, "yingji", "incomplete_penalty", "样应急罚〔2023〕9号", "gap", "没有写处罚内容"),
    Planted(15, "huanjing", "unmasked_person", "样环罚〔2023〕13号", "gap", "当事人的身份证号没有隐去"),
    Planted(15, "huanjing", "late_penalty", "penalty:2023", "met", "三件都在 7 个工作日内"),
    Planted(15, "shichang", "unwithdrawn_penalty", "样市监处罚〔2023〕17号", "gap", "2023-06-12 公告撤销，原决定仍在"),
    # R16: cases of competition
    Planted(16, "shichang", "missing_competition_statement", "competition_statement:2023", "not_applicable", "区级没有此类案件，由单位声明"),
    # R13: what stands inside them
    Planted(13, "jiaoyu", "incomplete_fiscal_report", "budget:2023", "met", "各部分、九张表都有，两张空表写明没有"),
    Planted(13, "jiaoyu", "wrong_fiscal_figures", "budget:2023", "met", "各表各级科目相加都对"),
    Planted(13, "jiaoyu", "late_fiscal_report", "budget:2023", "met", "02-06 批复，02-20 公布"),
    Planted(13, "zhujian", "wrong_fiscal_figures", "budget:2023", "gap", "收支总表的支出总计比收入总计多 100 万元"),
    Planted(13, "nongye", "incomplete_fiscal_report", "budget:2023", "gap", "没有“三公”经费表"),
    Planted(13, "renshe", "incomplete_fiscal_report", "budget:2023", "gap", "没有机关运行经费的说明"),
    Planted(13, "jingxin", "late_fiscal_report", "budget:2023", "late", "02-06 批复，03-10 才公布"),
    Planted(13, "caizheng", "incomplete_fiscal_report", "final_accounts:2022", "unknown", "决算是扫描图片，读不出来"),
    Planted(13, "caizheng", "wrong_fiscal_figures", "final_accounts:2022", "unknown", "决算是扫描图片，没有核对"),
    Planted(13, "fagai", "unrevised_fiscal_report", "budget:2023", "suspect", "“XX局”没有填上单位名称"),
    Planted(13, "jiaoyu", "incomparable_fiscal_report", "budget:2023", "met", "比上年增加的数，与 2022 年预算对得上"),
    Planted(13, "ziran", "incomplete_fiscal_report", "budget:2023", "not_applicable", "没有公布预算，由 missing_fiscal_report 判断"),
    Planted(13, "caizheng", "missing_fiscal_template", "参考样表", "met", "2023-04-20 印发部门预算公开参考样表，带附件"),
    # R17, R18: normative documents and their clean-up
    Planted(17, "sifa", "wrong_validity", "停车泊位", "gap", "2020-06-20 起有效期2年，仍标有效"),
    Planted(17, "sifa", "wrong_validity", "瓶装液化石油气", "gap", "样府规〔2023〕1号已将其废止，仍标有效"),
    Planted(17, "sifa", "missing_validity_label", "农机作业服务", "suspect", "没有标注有效性"),
    Planted(18, "sifa", "missing_cleanup_result", "清理结果", "met", "2023-08-25 公布，附继续有效、废止、失效三个目录"),
    Planted(
        18, "sifa", "missing_unified_query", "规范性文件库", "met", "一个栏目列出区政府和部门全部文件，逐件标注有效性"
    ),
    # R20: major construction projects
    Planted(20, "fagai", "missing_project_list", "重点建设项目清单", "met", "2023-02-16 公布，表格列有项目名称"),
    Planted(20, "fagai", "project_stages", "城东污水处理厂扩建工程", "met", "可研批复、中标候选人、中标结果"),
    Planted(20, "fagai", "project_stages", "启智小学东校区", "suspect", "已竣工验收，没有见到批准和招标"),
    Planted(20, "fagai", "project_stages", "projects:2023", "suspect", "云岭乡冷链集散中心只有开工的动态"),
    Planted(20, "fagai", "missing_approval_service", "投资项目审批办事指南", "met", "六项都写到"),
    Planted(20, "zhujian", "missing_approval_service", "approval_service:2023", "suspect", "没有见到指南，可能在政务服务网"),
    Planted(20, "zhujian", "short_tender_notice", "南门农贸市场", "gap", "公示 07-20 至 07-21，写明依据招标投标法"),
    Planted(20, "zhujian", "short_tender_notice", "城东污水处理厂", "met", "公示 06-14 至 06-19"),
    Planted(20, "ziran", "short_land_notice", "南门片区土地征收预公告", "met", "07-03 至 07-17，正好十个工作日"),
    Planted(20, "ziran", "short_land_notice", "南门片区征地补偿安置公告", "gap", "08-07 至 08-22，不足三十日"),
    Planted(18, "sifa", "cleanup_list_mismatch", "停车泊位", "gap", "清理结果列为失效，页面仍标有效"),
    Planted(18, "sifa", "cleanup_list_mismatch", "瓶装液化石油气", "gap", "清理结果列为废止，页面仍标有效"),
    Planted(18, "sifa", "unpublished_basis", "公共租赁住房配租", "suspect", "公示引用的样府规〔2017〕3号没有公布，也不在清理目录里"),
    Planted(17, "sifa", "missing_column", "gfxwj", "met", "规范性文件单独设栏目"),
    Planted(17, "sifa", "missing_original_file", "通知", "met", "每份文件都附有正文"),
    Planted(17, "sifa", "dead_reference", "通知", "met", "没有以已废止的法律为依据的文件"),
    Planted(17, "sifa", "annual_report_counts", "normative:2022", "unknown", "没有区政府自己的年度报告，无从核对"),
    # R19, R21: the units' columns
    Planted(19, "minzheng", "stale_column", "mzj-msxx", "met", "社会救助栏目 2023-08-08 更新"),
    Planted(19, "nongye", "stale_column", "nyj-msxx", "gap", "涉农补贴栏目停在 2022-06-10，超过一年"),
    Planted(
        21, "dongmen", "missing_column", "zfxxgkzn", "suspect", "指南栏目的网址回答 404：也可能是改了网址，请人确认"
    ),
    Planted(21, "jingxin", "blank_column", "jxj/zcwj", "gap", "政策文件栏目显示暂无相关信息"),
    Planted(21, "nongye", "blank_column", "nyj-zcwj", "unknown", "政策文件栏目出错（500），不算单位的问题"),
    Planted(21, "qinghe", "blank_column", "qinghe/zcwj", "unknown", "政策文件栏目拒绝访问（403），不算单位的问题"),
    Planted(21, "caizheng", "stale_column", "czj-gzdt", "gap", "工作动态停在 2023-03-02"),
    Planted(21, "huanjing", "missing_supervision_results", "supervision_environment:2023", "met", "一、二季度都有"),
    Planted(21, "weijian", "missing_supervision_results", "supervision_health:2023", "met", "一、二季度都有"),
    Planted(21, "yingji", "missing_supervision_results", "supervision_safety:2023", "met", "一、二季度都有"),
    Planted(21, "shichang", "missing_supervision_results", "supervision_quality:2023", "met", "一、二季度都有"),
    Planted(21, "shichang", "missing_supervision_results", "supervision_food_drug:2023", "suspect", "一季度没有食品药品"),
    Planted(21, "shichang", "incomplete_food_sampling", "第五期食品安全监督抽检", "met", "附有抽检信息表"),
    Planted(21, "shichang", "incomplete_food_sampling", "第九期食品安全监督抽检", "suspect", "只有一句合格率"),
    Planted(21, "zhujian", "misfiled_item", "滨江路排水管网", "suspect", "招标公告列在政策文件栏目"),
    Planted(21, "jiaoyu", "misfiled_item", "misfiled:2023", "met", "预决算、年报都在相应栏目"),
    # R24: documents of the government office and their interpretations
    Planted(
        24,
        "fagai",
        "missing_interpretation",
        "促进消费",
        "met",
        "区发展和改革局起草，四种形式，两个工作日内发齐，互相链接",
    ),
    Planted(
        24, "fuban", "missing_interpretation", "物业服务提升", "suspect", "没有解读；查不到起草单位，只能请区政府办确认"
    ),
    Planted(24, "jingxin", "few_interpretation_forms", "科技型中小企业", "gap", "三件解读只有文字和图解两种形式"),
    Planted(24, "shuiwu", "late_interpretation", "城乡供水一体化", "late", "2023-04-24 发文，05-24 才解读"),
    # R36: what one item says in several places
    Planted(36, "hexi", "contradicting_fields", "", "met", "页面、列表和标签说法一致"),
    # R36, R43: wording, and what must not be online. Nobody is accused: where it stands is told in private (zwgk privacy sweep)
    Planted(36, "baishi", "wrong_wording", "wording:2023", "suspect", "标题“布署”“秸杆”，星期与日历不符，区环保局已改名"),
    Planted(36, "qinghe", "wrong_wording", "wording:2023", "met", "旧机构名只在叙述沿革时出现，星期是对的"),
    Planted(36, "dongmen", "exposed_private_data", "privacy:2023", "suspect", "分组书写的完整身份证号"),
    Planted(43, "dongmen", "exposed_private_data", "privacy:2023", "suspect", "分组书写的完整身份证号"),
    Planted(43, "yunling", "exposed_private_data", "privacy:2023", "suspect", "文末标注“此件不予公开”"),
    Planted(43, "hexi", "exposed_private_data", "privacy:2023", "met", "姓名、号码都已隐去"),
    Planted(43, "qinghe", "exposed_private_data", "privacy:2023", "met", "谈到商业秘密、秘密投票，不是标注"),
    # R32, R33: catalogues of open matters
    Planted(32, "jiaoyu", "missing_items_catalogue", "catalogue:2023", "met", "2023-07-21 公布，网页表格和附件"),
    Planted(32, "baishi", "missing_items_catalogue", "catalogue:2023", "met", "目录只在 Excel 附件里"),
    Planted(32, "jiaotong", "missing_items_catalogue", "2021年版", "gap", "公开事项目录是 2021 年版"),
    Planted(32, "yunling", "missing_items_catalogue", "catalogue:2023", "late", "2023-08-16 才更新，期限 07-31"),
    Planted(32, "sifa", "incomplete_items_catalogue", "catalogue:2023", "gap", "没有公开依据一栏"),
    Planted(32, "minzheng", "incomplete_items_catalogue", "catalogue:2023", "gap", "五项没有写公开时限"),
    Planted(32, "jingxin", "uncovered_catalogue_items", "covered:2023", "suspect", "政策文件栏目是空的，节能监察等事项也没有内容"),
    Planted(33, "jiaoyu", "missing_items_catalogue", "catalogue_compulsory_education:2023", "met", "2023-08-18 公布义务教育领域目录"),
    Planted(33, "wenlv", "missing_items_catalogue", "catalogue_culture:2023", "met", "2023-08-22 公布公共文化服务领域目录"),
    Planted(24, "renshe", "copied_interpretation", "零工市场", "suspect", "解读是原文换了顺序"),
    Planted(24, "fagai", "copied_interpretation", "促进消费", "met", "用自己的话解读"),
    Planted(24, "fagai", "thin_interpretation", "促进消费", "met", "背景、目标、范围、新旧变化都讲到"),
    Planted(24, "renshe", "broken_media", "零工市场", "suspect", "标题称一图读懂，页面上没有图"),
    Planted(24, "jingxin", "broken_media", "科技型中小企业", "met", "图解确有图片"),
    Planted(24, "renshe", "unlinked_interpretation", "零工市场", "suspect", "文件与解读两头都没有链接"),
    Planted(24, "fagai", "unlinked_interpretation", "促进消费", "met", "互相链接"),
    Planted(24, "fagai", "unsigned_interpretation", "促进消费", "met", "主要负责人解读"),
    Planted(24, "renshe", "unsigned_interpretation", "零工市场", "suspect", "没有一件署名"),
    Planted(24, "minzheng", "unexplained_draft", "养老服务设施", "suspect", "公告写明是重大行政决策，没有解读草案"),
    Planted(24, "jiaoyu", "unexplained_draft", "", "not_applicable", "征求意见的事项看不出是重大决策"),
    # R19, R22, R29, R30, R39: topics of columns, policies for business, zones
    Planted(19, "jiaoyu", "topic_coverage", "education:2023", "met", "招生方案和资助发放情况"),
    Planted(19, "nongye", "topic_coverage", "farm_subsidies:2023", "unknown", "政策文件栏目 HTTP 500"),
    Planted(22, "caizheng", "topic_coverage", "2022年中小企业退税减税", "suspect", "有贴息办法，兑现情况是上年的"),
    Planted(29, "jiaoyu", "incomplete_grassroots_zone", "grassroots_zone:2023", "met", "专区五组都有，8 月有更新"),
    Planted(29, "minzheng", "incomplete_grassroots_zone", "grassroots_zone:2023", "suspect", "专区只有两组，4 月以后没有更新"),
    Planted(30, "jiaoyu", "uncovered_grassroots_tasks", "grassroots_tasks:2023", "met", "五项任务都有栏目"),
    Planted(30, "wenlv", "uncovered_grassroots_tasks", "grassroots_tasks:2023", "suspect", "没有重点领域信息公开的栏目"),
    Planted(39, "fuban", "missing_progress_query", "progress_query:2023", "suspect", "栏目页面没有办事进度查询的链接"),
    # R25: the base of policy answers
    Planted(25, "xxgk", "missing_qa_base", "qa_base:2023", "met", "2023-08-10 起有条目"),
    Planted(25, "xxgk", "incomplete_qa_base", "zczxk", "met", "七类主题都有"),
    Planted(25, "xxgk", "missing_qa_search", "政策咨询库", "suspect", "咨询库页面没有检索框"),
    Planted(25, "jiaoyu", "missing_qa_base", "qa_base:2023", "met", "有本单位的条目"),
    Planted(25, "weijian", "incomplete_qa_base", "农村自办宴席", "suspect", "依据的样府办规〔2015〕6号已标失效"),
    Planted(25, "jiaoyu", "pasted_answer", "zczxk", "met", "两条都是自己的话，不照录文件"),
    # R26: guides to disclosure and ways to apply
    Planted(26, "jiaoyu", "incomplete_guide", "教育局政府信息公开指南", "met", "九项内容齐全"),
    Planted(26, "jingxin", "incomplete_guide", "经济和信息化局政府信息公开指南", "gap", "没有写办公时间"),
    Planted(26, "yunling", "incomplete_guide", "云岭乡人民政府政府信息公开指南", "gap", "没有办公时间和互联网联系方式"),
    Planted(26, "yunling", "outdated_guide", "云岭乡人民政府政府信息公开指南", "gap", "仍引用2007年条例、15个工作日和收费"),
    Planted(26, "jiaoyu", "outdated_guide", "教育局政府信息公开指南", "met", "写明2019年修订的条例和20个工作日"),
    Planted(26, "ziran", "contradicting_guide", "自然资源局政府信息公开指南", "suspect", "2021 年的指南，地址与机构职能页不同"),
    Planted(26, "ziran", "outdated_guide", "自然资源局政府信息公开指南", "met", "2021 年的指南，依据的是现行条例"),
    Planted(26, "jiaoyu", "contradicting_guide", "教育局政府信息公开指南", "met", "2023-03-14 更新，不满12个月"),
    Planted(26, "dongmen", "incomplete_guide", "zfxxgkzn", "unknown", "指南栏目回答404，不能说没有指南"),
    Planted(26, "jiaoyu", "missing_request_channel", "教育局政府信息公开指南", "met", "线上线下渠道和申请表都有"),
    Planted(26, "hexi", "missing_request_channel", "河西街道办事处政府信息公开指南", "suspect", "提到申请表而没有附"),
    Planted(26, "jiaoyu", "admitted_late_answer", "late_answers:2022", "met", "年报没有写逾期答复；申请人逾期不补正的固定行不算"),
    Planted(26, "sifa", "admitted_late_answer", "late_answers:2022", "gap", "年报写明4件申请中有1件逾期答复"),
    # R34: the zone 数字政府
    Planted(34, "xxgk", "missing_zone_entry", "digital_government:2023", "met", "四个名称都有链接"),
    Planted(34, "xxgk", "zone_without_local_content", "digital_government_content:2023", "met", "入口链到本站的栏目"),
    # R45: annual reports of 2022
    Planted(45, "jiaoyu", "missing_annual_report", "2022", "met", "2023-01-31 前公布"),
    Planted(45, "caizheng", "missing_annual_report", "2022", "met", "2023-01-31 当日公布，不算逾期"),
    Planted(45, "shuiwu", "missing_annual_report", "2022", "late", "2023-02-20 才公布"),
    Planted(45, "jingxin", "missing_annual_report", "2022", "gap", "栏目停在 2021 年"),
    Planted(45, "minzheng", "missing_annual_report", "2022", "gap", "2023-01-30 发布的是 2021 年年报"),
    # R45: what stands inside them
    Planted(45, "jiaoyu", "incomplete_annual_report", "2022", "met", "六个部分、三张表都有"),
    Planted(45, "jiaoyu", "unbalanced_annual_report", "2022", "met", "各行各列平衡"),
    Planted(45, "nongye", "incomplete_annual_report", "2022", "gap", "没有第六部分"),
    Planted(45, "renshe", "unbalanced_annual_report", "2022", "gap", "新收与办结、结转对不上"),
    Planted(45, "qinghe", "copied_annual_report", "2022", "suspect", "与 2021 年的报告几乎一字不差"),
    Planted(45, "jiaoyu", "expired_top_notice", "expired_notices:2023", "met", "列表按日期排列，没有置顶的过时通知"),
    # R21, R27, R35, R36: links, letters, the site itself
    Planted(21, "jiaoyu", "broken_link", "broken_link:2023", "met", "看过的页面和附件都打得开"),
    Planted(27, "fuban", "missing_column", "hdjl/qzxx", "met", "门户设有区长信箱"),
    Planted(27, "qinghe", "incomplete_letter", "便民服务中心周末", "met", "五项齐全"),
    Planted(27, "yunling", "incomplete_letter", "易地搬迁", "suspect", "没有答复时间"),
    Planted(27, "fuban", "incomplete_letter", "增设饮水点", "suspect", "没有写办理单位，归信箱的主办单位核对"),
    Planted(27, "baishi", "late_letter_reply", "道路破损", "late", "2023-03-06 来信，06-20 才答复，超过三个月"),
    Planted(27, "qinghe", "late_letter_reply", "便民服务中心周末", "met", "三天答复"),
    Planted(27, "hexi", "copied_letter_reply", "老旧小区加装电梯补助", "suspect", "问的是广场舞和加装电梯，答复一字不差"),
    Planted(27, "qinghe", "missing_response_report", "群众诉求办理情况公示", "met", "一、二季度都公示了件数"),
    Planted(27, "baishi", "missing_response_report", "response_report:2023", "suspect", "没有见到回应情况公示；每季度一次是推算的"),
    Planted(35, "xxgk", "incomplete_policy_library", "行政规范性文件库", "not_due", "没有筛选和检索；期限 2023-12-31 未到"),
    Planted(35, "xxgk", "incomplete_page_tags", "page_tags:2023", "met", "三级标签都写了"),
    Planted(35, "xxgk", "incomplete_footer", "footer:2023", "suspect", "演示网站的页脚没有备案号等"),
    Planted(36, "xxgk", "veto_line", "jxj/zcwj", "met", "全站一个空白栏目，离否决线还差四个"),
    Planted(36, "xxgk", "veto_line", "czj-gzdt", "met", "全站一个动态栏目超过两周没有更新"),
    Planted(36, "xxgk", "veto_line", "清源路路灯", "suspect", "一封来信两个多月没有答复，三个月到线"),
    Planted(36, "xxgk", "hidden_link", "hidden_link:2023", "met", "看过的页面都没有指向外站的链接"),
    Planted(36, "yunling", "early_event", "地质灾害隐患排查", "suspect", "05-15 发布，说 05-18 已经排查"),
    Planted(36, "dongmen", "early_event", "early_event:2023", "met", "预告纳凉晚会，不是已经发生的事"),
    Planted(36, "hexi", "duplicate_title", "端午包粽子", "suspect", "同一条动态列了两次"),
    Planted(36, "baishi", "stub_item", "汛期值班安排", "suspect", "正文说见附件，没有附件"),
    Planted(36, "qinghe", "stub_item", "stub_item:2023", "met", "都有正文"),
)


@dataclass(frozen=True, slots=True)
class Spared:
    """A near miss: no finding that shows ``hint`` may be gap or late under this row."""

    row: int
    hint: str
    why: str


SPARED: Final[tuple[Spared, ...]] = (
    Spared(46, "示例市通报", "上级的检查通报"),
    Spared(48, "参加全市政府信息公开业务培训", "参加别人组织的，不算也不追问"),
    Spared(48, "防灾减灾培训", "别的培训，标题带到村务公开"),
    Spared(8, "健康科普", "疫情数据不由区级公布，科普只按月请人核对"),
    Spared(10, "提高2023年城乡最低生活保障标准", "标准由市级制定，区级转载"),
    Spared(22, "无拖欠中小企业账款", "没有逾期款项，写明了"),
    Spared(11, "办理工作推进会", "办理工作的动态，不是答复"),
    Spared(11, "五届三次会议第16号提案", "上级部门的答复，转载在栏目里"),
    Spared(11, "上半年人大代表建议", "半年的总体情况，不是哪个单位的答复"),
    Spared(14, "审计整改推进会", "会议消息，不是整改结果"),
    Spared(14, "市级预算执行", "上级的审计工作报告"),
    Spared(14, "巡察反馈意见整改", "巡察整改，不是审计整改；该单位没有被审计公告"),
    Spared(14, "选聘社会审计机构", "选聘中介机构，不是审计结果"),
    Spared(15, "样应急罚〔2023〕6号", "端午假期前作出，06-27 是第 7 个工作日（06-25 调休上班）"),
    Spared(15, "事先告知书送达公告", "不是处罚决定"),
    Spared(15, "行政处罚统计情况", "统计，不是处罚决定"),
    Spared(15, "样市监处罚〔2023〕29号", "当事人姓名已隐去，没有号码和住址"),
    Spared(15, "第二批食品经营环节抽查结果", "检查完成后第 11 个工作日公布"),
    Spared(32, "白石镇人民政府基层政务公开事项目录", "表格只在附件里，读得出"),
    Spared(1, "联席会议", "会议的消息，不是示范带的信息；最多请人确认"),
    Spared(2, "老茶馆", "标题里有关键词，文中没有"),
    Spared(6, "四川省教育厅关于做好高层次人才引进", "上级文件，转载在动态里"),
    Spared(22, "2022年中小企业退税减税", "上年的兑现情况"),
    Spared(12, "座谈会", "动态里提到征求意见，不是公开征求意见"),
    Spared(12, "消费季参与商户", "征集商户，不是征求意见"),
    Spared(12, "拟推荐名单公示", "公示可以提异议，不是征求意见"),
    Spared(12, "公办幼儿园招生", "期限够长，材料齐全，按时反馈，文件互链"),
    Spared(13, "样本区卫生健康局2023年部门预算", "政府性基金、国有资本经营两张空表都写明没有数据"),
    Spared(13, "示例市样本区2023年政府预算", "区政府的预算，不按部门预算的表格要求"),
    Spared(17, "普惠性民办幼儿园", "正文里“认定资格有效期为两年”说的不是文件；文件有效期 5 年"),
    Spared(17, "便民服务中心运行", "2019-07-01 起有效期5年，尚未届满"),
    Spared(17, "临时救助", "2020-11-01 起有效期3年，检查日之后才届满"),
    Spared(17, "烟花爆竹", "已过有效期，并已标失效"),
    Spared(17, "住宅装修备案", "已被废止，并已标废止"),
    Spared(20, "工程检测设备采购", "货物采购，不适用三日公示"),
    Spared(20, "集中开工", "开工的动态，不是施工信息"),
    Spared(20, "土地征收预公告", "十个工作日，当日不计，正好够"),
    Spared(21, "食品药品监督检查", "三季度未到期，不算缺"),
    Spared(26, "水务局政府信息公开指南", "引用旧规定，写明已经废止、不再执行"),
    Spared(26, "白石镇人民政府政府信息公开指南", "九项齐全；办理时限写20个工作日"),
    Spared(18, "城镇燃气使用安全", "清理截止日以后制发，不在目录里不算漏列"),
    Spared(18, "农机作业服务", "没有标注有效性，不能说标注与目录不符"),
    Spared(24, "任免职", "人事任免，不是政策性文件"),
    Spared(24, "防汛抗旱指挥部", "调整成员单位，不是政策性文件"),
    Spared(24, "专栏自查的函", "工作函，不是政策性文件"),
    Spared(24, "寄递物流", "2022 年文件，不在检查年度"),
    Spared(24, "养老服务补贴", "次日起三种形式，按时"),
    Spared(24, "燃气使用安全", "文字、图解、动漫三种形式，第二个工作日前发齐"),
    Spared(27, "路灯不亮", "还在办理，不到三个月"),
    Spared(36, "社区纳凉晚会", "预告将要举行的活动"),
)


@dataclass(frozen=True, slots=True)
class ForLater:
    """A planted fault of a row without a check. ``key`` is that of the article in ``crawler.demo``."""

    sub_check: str
    unit: str
    key: str
    why: str


FOR_LATER: Final[tuple[ForLater, ...]] = (
    ForLater("R12-C2", "caizheng", "consult.fuwumulu", "征求意见 9 天，不足 30 天，没有说明理由"),
    ForLater("R15-C3", "yingji", "oversight.006", "年度抽查计划 5 月有一批，没有公布结果"),
    ForLater("R15-C5", "yingji", "penalty.3", "2023-07-03 的处罚决定 08-10 才公布"),
    ForLater("R26-C2", "yunling", "guide.yunling", "指南仍引用 2007 年条例和 15 个工作日"),
    ForLater("R32-C3", "jiaotong", "catalogue.jiaotong", "公开事项目录是 2021 年版"),
    ForLater("R32-C3", "yunling", "catalogue.yunling", "公开事项目录 2023-08-16 才更新，期限 07-31"),
)
