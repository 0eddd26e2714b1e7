import '@fontsource-variable/inter/wght.css'
import './style/base.css'
import './style/layout.css'
import './style/parts.css'
import './style/map.css'
import './style/shape.css'
import './style/subject.css'
import { render } from 'preact'
import { takeToken } from './api/token.js'
import { connect } from './state/connection.js'
import { Page } from './views/Page.js'

takeToken()
render(<Page />, document.body)
void connect()
