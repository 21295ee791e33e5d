/** An ESLint rule: a `Work` of the store that nobody yields does nothing, and nothing else would say so. */
export const everyWorkIsYielded = {
  meta: { type: 'problem', schema: [], messages: { forgotten: 'This is a generator that nobody runs: yield* it.' } },
  create(context) {
    const services = context.sourceCode.parserServices;
    return {
      ExpressionStatement(node) {
        const { symbol } = services.getTypeAtLocation(node.expression);
        if (symbol?.name === 'Generator') context.report({ node, messageId: 'forgotten' });
      },
    };
  },
};
