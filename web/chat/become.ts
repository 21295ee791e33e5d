/** Makes `have` what `want` is and leaves alone what is the same in both: a screen reader hears only what is new. */
export const become = (have: Element, want: Element): void => {
  for (const { name } of [...have.attributes]) if (!want.hasAttribute(name)) have.removeAttribute(name);
  for (const { name, value } of want.attributes) if (have.getAttribute(name) !== value) have.setAttribute(name, value);
  const wanted = [...want.childNodes];
  wanted.forEach((node, at) => {
    const there = have.childNodes[at];
    if (there === undefined) have.append(node);
    else if (there.isEqualNode(node)) return;
    else if (there instanceof Element && node instanceof Element && there.tagName === node.tagName) become(there, node);
    else there.replaceWith(node);
  });
  while (have.childNodes.length > wanted.length) have.lastChild?.remove();
};
