// HTML and SVG elements, and their attributes. Texts are always put in as text.

function make(tag, attributes, ...children) {
  return dressed(document.createElement(tag), attributes, children);
}

function draw(tag, attributes, ...children) {
  return dressed(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function dressed(node, attributes, children) {
  Object.keys(attributes || {}).forEach((name) => {
    const value = attributes[name];
    if (name.slice(0, 2) === "on") {
      node.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  });
  children.forEach((child) => {
    if (child !== null && child !== undefined) {
      node.appendChild(typeof child === "object" ? child : document.createTextNode(child));
    }
  });
  return node;
}

function empty(node) {
  while (node.firstChild) {
    node.removeChild(node.firstChild);
  }
  return node;
}

function replaceWith(node, ...children) {
  empty(node);
  children.forEach((child) => child && node.appendChild(child));
  return node;
}
