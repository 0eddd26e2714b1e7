import type { ExportName } from '../../shared/schema/shownExports.js'
import { download } from '../api/fileUrls.js'
import { cutOfAddress, cutQuery, type Subject } from './subject.js'

/** Saves a file for other programs, with the groups of the present cut. @throws CallError */
export const saveExport = ({ api }: Subject, name: ExportName): Promise<void> =>
  download(`${api}/export/${name}${cutQuery(cutOfAddress())}`, name)
