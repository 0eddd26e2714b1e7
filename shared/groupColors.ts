/**
 * Colors of groups, `#RRGGBB` of sRGB, the most distinct first: a group keeps its color whatever others come.
 *
 * The first seven are those that Okabe and Ito made for every kind of color vision, without their black, which would hide a
 * shape's form ("Color Universal Design", 2008, https://jfly.uni-koeln.de/color/). Each further one is, of all colors
 * neither dark, pale nor gray, the one farthest from all before it for whom it is least far: usual eyes, protanopes,
 * deuteranopes or tritanopes. By CIEDE2000, where 10 is seen at a glance, 24 are 9 apart for all of them, 48 are 5.9.
 * Made, and held, by test/support/spreadColors.ts.
 */
// prettier-ignore
export const GROUP_COLORS: readonly string[] = [
  '#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#F0E442', '#880055',
  '#BBBB88', '#4400CC', '#446644', '#CCDDFF', '#AA0000', '#FFAABB', '#664466', '#6677FF',
  '#779955', '#AAFFBB', '#FF2200', '#00FFCC', '#5555FF', '#772288', '#77AA99', '#777744',
  '#BB5566', '#666688', '#99BB55', '#CCEE88', '#006622', '#BB8800', '#1144DD', '#FFCCDD',
  '#CC1100', '#884455', '#FF8899', '#4499CC', '#99DDAA', '#BB9977', '#EE66BB', '#445588',
  '#99CCFF', '#CCCC00', '#EE33AA', '#DD99BB', '#994433', '#77EEDD', '#778833', '#BBCC77',
  '#008866', '#990022', '#FF6688', '#55CCDD', '#BB44CC', '#BBCC44', '#889933', '#AA1155',
  '#448800', '#663366', '#11BB66', '#3333AA', '#CC6677', '#CCDD99', '#BB2244', '#11DDBB',
  '#8888FF', '#226655', '#667799', '#CC4455', '#666622', '#337755', '#336600', '#778855',
  '#BBFF00', '#449988', '#11CC99', '#665577', '#CC99FF', '#BBEEEE', '#99AA33', '#EE1122',
  '#CCDD66', '#6666EE', '#6600AA', '#446699', '#44AA88', '#005544', '#EE99AA', '#667722',
  '#990088', '#AABB33', '#9922CC', '#66AACC', '#BB1111', '#55FFFF', '#773333', '#2266DD',
  '#44CC00', '#444477', '#88BBAA', '#CCEECC', '#BB2277', '#1155EE', '#BB77DD', '#EEBBCC',
  '#DD88AA', '#DD8866', '#773355', '#885566', '#44AA11', '#9966CC', '#996677', '#BB4444',
  '#AA66AA', '#BBFF66', '#88DDCC', '#BB7799', '#DDAACC', '#99AA55', '#BBAA88', '#7788BB',
  '#448888', '#DDDD11', '#BBCCEE', '#EE1166', '#447733', '#AA6666', '#99CCAA', '#779977',
]
