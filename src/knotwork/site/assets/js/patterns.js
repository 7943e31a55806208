// Made by `python -m knotwork.site.assets.patterns` from src/knotwork/science/privacy: change them there.
export const AGED_AFTER = /[ ,]{0,2}\(?(?:aged? [0-9]{1,3}\b|[0-9]{1,3}[ -]?(?:years?[ -]old|yrs?|y\/?o)\b)/i;
export const AGED_BEFORE = /(?:\bage[d]? [0-9]{1,3}|\b[0-9]{1,3}[ -]?(?:years?[ -]old|yrs?|y\/?o|[MF])\b)(?:, ?| ?\(| - |: | )(?=\n?$)/i;
export const BIRTH_AFTER = /[ ,(-]{0,3}(?:(?:is|was|as) (?:(?:his|her|their|the|my) )?)?(?:d\.?o\.?b\b|date of birth|birth ?da(?:te|y))/i;
export const BIRTH_BEFORE = /(?:\bborn(?: (?:on|in \w{1,20},?|at \w{1,20},?))?(?: the)?|\bd\.? ?o\.? ?b\.?|\bdate of birth|\bbirth ?da(?:te|y)|\bb\.)(?: (?:is|was|of|on|recorded as|given as))?[ :=,(-]{0,4}(?=\n?$)/i;
export const DATE = /(?<![A-Za-z0-9_])(?<![0-9][.,\/-])(?:(?<year>[0-9]{4})[\/.-](?<month>[0-9]{1,2})[\/.-](?<day>[0-9]{1,2})|(?<day2>[0-9]{1,2}) ?[\/. -] ?(?<month2>[0-9]{1,2}) ?[\/. -] ?'?(?<year2>[0-9]{4}|[0-9]{2})|(?<day3>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ -]{0,2}(?<month3>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?),?[ -]{0,2}'?(?<year3>[0-9]{4}|[0-9]{2})|(?<month4>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?) (?<day4>[0-9]{1,2})(?:st|nd|rd|th)?,? (?<year4>[0-9]{4}))(?![A-Za-z0-9_])(?![\/-][0-9])/i;
export const EMAIL = /(?<![A-Za-z0-9_.+'-])[A-Za-z0-9_.+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}(?![A-Za-z0-9_@])/;
export const HOSPITAL = /\b(?:(?:hospital|hosp|unit|patient|case ?note|district|medical record)(?: id)? ?(?:numbers?|no\b|num\b|id\b|#)|patient id|mrn|crn)\.?(?: (?:is|was|of))?[ :#=(-]{0,4}(?<number>[A-Z]{0,3}[ -]?[0-9]{4,10}[A-Z]?)(?![A-Za-z0-9_])(?![.,\/-][0-9])/i;
export const NAMED = /\b([A-Z][a-z'-]{1,20}),? (?:[A-Z]\.? )?([A-Z][A-Za-z'-]{1,20})(?:, ?| ?\(| - |: | )(?=\n?$)/;
export const NUMBER = /(?<![A-Za-z0-9_])(?<![0-9][.,\/:-])(?<![#£$€])(?:\d{3}[ .-]{0,3}\d{3}[ .-]{0,3}\d{4}|\d{6}[ .-]{0,3}\d{4}|\d{2} \d{2} \d{2} \d{4})(?![A-Za-z0-9_])(?![.,\/:-][0-9])/;
export const OTHER = /\b(?:isbn(?:-1[03])?|orders?|invoice|asset|serial|part|stock|batch|lot|grant|account|charity|version|purchase|po|requisition|req no|job|ticket|help ?desk|bar ?code|delivery note|docket|contract|tender|(?:cost|budget) code)\b/i;
export const OTHER_NUMBER = /\b(?:isbn|orders?|invoice|asset|serial|part|stock|batch|lot|account)\b/i;
export const PHONE = /(?<![A-Za-z0-9_+])(?<![0-9][.,\/:-])(?:(?:\+|\(\+|00)44\)?[ .-]{0,2}(?:\(0\)[ ]?)?\(?[1-37]|\(?0[1-37])(?:[ ().-]{0,2}[0-9]){8,9}(?![A-Za-z0-9_])(?![.,\/:-][0-9])(?! [0-9])/;
export const POSTCODE = /(?<![A-Za-z0-9_])([A-Za-z]{1,2})(?:[0-9]{1,2}|[0-9][A-Za-z])(?: {0,2}|-)[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![A-Za-z0-9_])/;
export const SHORTENED = /\b(no|nr|ref|tel|ext)\. /i;
export const TITLED = /\b(?:Mr|Mrs|Miss|Ms|Mx|Master|Sir|Lady)\.? (?:[A-Z][\w'-]{0,20} ?){1,3}[,(: -]{1,3}(?=\n?$)/;
export const LABELS = {
  "NHS number": /\bnhs\b/i,
  "CHI number": /\bchi\b/i,
  "Health and Care number": /\b(?:h ?(?:&|and) ?c|hcn|health (?:and|&) care n)/i,
};
export const AREAS = new Set("AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split(" "));
export const NOT_A_PERSON = new Set("accident action after agenda appendix april at audit august before board by care chart clinic committee conference council cycle day december department directorate emergency event february figure forum friday from group health hospital hub huddle in issue january july june launch learning march may meeting minutes monday month network newsletter november october office on our panel phase plan policy practice programme project published quality report review round run safety saturday september service session since started story sunday system table target team the theatre thursday training trust tuesday unit until update version visit ward we wednesday week workshop".split(" "));
