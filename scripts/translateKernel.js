// Translates a kernel from AssemblyScript to C++: the part of the language that the kernel is written in, which is
// numbers, addresses, loops and functions. Both languages give them the same meaning, but not the same grammar.
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import ts from 'typescript'

const { SyntaxKind } = ts

/**
 * Translates a file and all files that it imports. Each becomes a namespace with the name of the file. Variables
 * become those of a thread, because in WebAssembly each thread has an instance of its own.
 *
 * @param {string} entry path of a file that only exports what other files hold
 * @param {readonly string[]} given names of files that are written in C++, too, and so are not translated
 * @returns {{ code: string, exported: string[] }} C++, and what the entry exports, as C++ names it
 * @throws {Error} where a file holds something that has no translation here; says where
 */
export function translateKernel(entry, given) {
  const namespaces = new Map(given.map((name) => [name, '']))
  /** @param {string} path */
  const visit = (path) => {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
    for (const { moduleSpecifier } of source.statements) {
      const name = moduleSpecifier && basename(moduleSpecifier.text)
      if (name && !namespaces.has(name)) visit(join(dirname(path), `${moduleSpecifier.text}.ts`))
    }
    if (path !== entry) namespaces.set(basename(path, '.ts'), namespaceOf(source))
    return source
  }
  const exported = visit(entry).statements.flatMap(namesFrom)
  return { code: [...namespaces.values()].filter(Boolean).join('\n'), exported }
}

/** What an import or export names, as C++ names it. */
function namesFrom({ importClause, exportClause, moduleSpecifier }) {
  const names = (importClause?.namedBindings ?? exportClause).elements
  return names.map(({ name }) => `${basename(moduleSpecifier.text)}::${name.text}`)
}

function namespaceOf(source) {
  const functions = source.statements.filter(ts.isFunctionDeclaration)
  const others = source.statements.filter((node) => !ts.isFunctionDeclaration(node))
  return [
    `namespace ${basename(source.fileName, '.ts')} {`,
    ...others.map(topLevel),
    ...functions.map((node) => `${headOf(node)};`),
    ...functions.map((node) => `${headOf(node)} ${statement(node.body)}`),
    '}',
  ].join('\n')
}

/** A statement outside of functions. */
function topLevel(node) {
  if (ts.isImportDeclaration(node))
    return namesFrom(node)
      .map((name) => `using ${name};`)
      .join('\n')
  if (!ts.isVariableStatement(node)) throw unknown(node)
  const storage = isConst(node.declarationList) ? 'static' : 'static thread_local'
  return variables(node.declarationList)
    .map((each) => `${storage} ${each};`)
    .join('\n')
}

function headOf({ modifiers = [], name, parameters, type }) {
  const isInline = modifiers.some((each) => ts.isDecorator(each) && each.expression.getText() === 'inline')
  const given = parameters.map((each) => `${each.type.getText()} ${each.name.text}`).join(', ')
  return `${isInline ? 'INLINE' : 'static'} ${type.getText()} ${name.text}(${given})`
}

const isConst = (list) => (list.flags & ts.NodeFlags.Const) !== 0

/** Declarations of a list, one by one, because C++ would give all of them the same type. */
const variables = (list) =>
  list.declarations.map(({ name, type, initializer }) => {
    const typed = `${type?.getText() ?? 'auto'} ${name.text} = ${expression(initializer)}`
    return isConst(list) ? `const ${typed}` : typed
  })

function statement(node) {
  switch (node.kind) {
    case SyntaxKind.Block:
      return `{\n${node.statements.map(statement).join('\n')}\n}`
    case SyntaxKind.VariableStatement:
      return variables(node.declarationList)
        .map((each) => `${each};`)
        .join('\n')
    case SyntaxKind.ExpressionStatement:
      return `${expression(node.expression)};`
    case SyntaxKind.IfStatement: {
      const otherwise = node.elseStatement ? ` else ${statement(node.elseStatement)}` : ''
      return `if (${expression(node.expression)}) ${statement(node.thenStatement)}${otherwise}`
    }
    case SyntaxKind.ForStatement: {
      const before = node.initializer ? variables(node.initializer).map((each) => `${each}; `) : []
      const [condition, step] = [node.condition, node.incrementor].map((each) => (each ? expression(each) : ''))
      return `{ ${before.join('')}for (; ${condition}; ${step}) ${statement(node.statement)} }`
    }
    case SyntaxKind.WhileStatement:
      return `while (${expression(node.expression)}) ${statement(node.statement)}`
    case SyntaxKind.DoStatement:
      return `do ${statement(node.statement)} while (${expression(node.expression)});`
    case SyntaxKind.ReturnStatement:
      return node.expression ? `return ${expression(node.expression)};` : 'return;'
    case SyntaxKind.ContinueStatement:
      return 'continue;'
    case SyntaxKind.BreakStatement:
      return 'break;'
    default:
      throw unknown(node)
  }
}

function expression(node) {
  switch (node.kind) {
    case SyntaxKind.Identifier:
    case SyntaxKind.NumericLiteral: // its text has no separators
      return node.text
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
      return node.getText()
    case SyntaxKind.ParenthesizedExpression:
      return `(${expression(node.expression)})`
    case SyntaxKind.PropertyAccessExpression: // f32x4.add, u32.MAX_VALUE
      return `${expression(node.expression)}_${node.name.text}`
    case SyntaxKind.CallExpression: {
      const types = node.typeArguments ? `<${node.typeArguments.map((each) => each.getText()).join(', ')}>` : ''
      return `${expression(node.expression)}${types}(${node.arguments.map(expression).join(', ')})`
    }
    case SyntaxKind.TypeAssertionExpression:
      return `(${node.type.getText()})${expression(node.expression)}`
    case SyntaxKind.BinaryExpression:
      return `${expression(node.left)} ${node.operatorToken.getText()} ${expression(node.right)}`
    case SyntaxKind.ConditionalExpression:
      return `${expression(node.condition)} ? ${expression(node.whenTrue)} : ${expression(node.whenFalse)}`
    case SyntaxKind.PrefixUnaryExpression:
      return `${ts.tokenToString(node.operator)}${expression(node.operand)}`
    case SyntaxKind.PostfixUnaryExpression:
      return `${expression(node.operand)}${ts.tokenToString(node.operator)}`
    default:
      throw unknown(node)
  }
}

function unknown(node) {
  const file = node.getSourceFile()
  const { line } = file.getLineAndCharacterOfPosition(node.getStart())
  return new Error(
    `${file.fileName}:${line + 1}: ${SyntaxKind[node.kind]} has no translation to C++: ${node.getText()}`,
  )
}
