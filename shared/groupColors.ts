/**
 * Colors of groups, `#RRGGBB` of sRGB, the most distinct first: a group keeps its color whatever others come.
 *
 * The first seven are the colors that Okabe and Ito designed for every kind of color vision, without their black, which
 * would hide a shape's form ("Color Universal Design", 2008, https://jfly.uni-koeln.de/color/). Each further color is
 * chosen among all colors that are neither dark, pale nor gray: it is the one whose smallest distance to all earlier
 * colors is largest, measured for the kind of color vision (usual, protanopia, deuteranopia, tritanopia) in which it is
 * smallest. In CIEDE2000, where a distance of 10 is seen at a glance, the first 24 are at least 8 apart in all kinds of
 * color vision, and 48 are at least 5 apart. test/support/spreadColors.ts makes and tests them.
 */
// prettier-ignore
export const GROUP_COLORS: readonly string[] = [
  '#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#F0E442', '#995544',
  '#11FFAA', '#BB0066', '#88AA66', '#6677FF', '#FFBBDD', '#9900AA', '#AACC66', '#FF2200',
  '#997744', '#5555FF', '#CC0000', '#CC5566', '#884477', '#DD99BB', '#BB8833', '#AAEECC',
  '#FFAA99', '#AACCFF', '#FF77CC', '#007733', '#00DD88', '#7722DD', '#BBEE88', '#00BBAA',
  '#669966', '#BB2288', '#CCCC00', '#AA44CC', '#BB66CC', '#448811', '#FF3399', '#CC2255',
  '#008866', '#AAAA44', '#5599FF', '#77EEEE', '#994422', '#5577AA', '#77CCCC', '#996688',
  '#CC8800', '#EE0044', '#EE6688', '#DDCC44', '#BB6677', '#99BB66', '#449999', '#AA0088',
  '#BB0011', '#9933DD', '#DD7799', '#337755', '#DD9988', '#FF6655', '#6666EE', '#66DDBB',
  '#99DD88', '#FFDD00', '#66AA77', '#EEAAAA', '#556699', '#BBBB44', '#8822BB', '#DD99FF',
  '#557722', '#00AAAA', '#DD5555', '#BB4466', '#AA88BB', '#44AA33', '#885577', '#DD1166',
  '#BBDD66', '#BB7777', '#DD8855', '#55CC11', '#006699', '#BB77DD', '#55AA99', '#66CC99',
  '#66AACC', '#FF88DD', '#BB55CC', '#996644', '#FF4433', '#66BB88', '#FFAADD', '#228833',
  '#CC4455', '#00EE99', '#CCEE66', '#BB1177', '#CC1133', '#448866', '#AA4488', '#AA5588',
  '#2255EE', '#00AA77', '#229955', '#44AA00', '#66EEBB', '#88BB77', '#FFBBAA', '#11CCFF',
  '#11BB55', '#44CCBB', '#AAEE99', '#CC6699', '#BB33AA', '#FF9999', '#99CC77', '#2288BB',
  '#994444', '#99BBEE', '#00BB22', '#009900', '#AA1199', '#EEAACC', '#DD0022', '#DD3355',
]
