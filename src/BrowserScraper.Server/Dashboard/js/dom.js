/** Makes an element. What comes from sites goes in as text only, never as markup. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (name === 'text') {
      node.textContent = value;
    } else {
      attribute(node, name, value);
    }
  }

  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

/** Each of these touches the page only where something differs, so that a snapshot a second costs next to nothing. */
export function text(node, value) {
  const wanted = String(value ?? '');
  const only = node.firstChild;
  if (only?.nodeType === Node.TEXT_NODE && only === node.lastChild) {
    if (only.data !== wanted) {
      only.data = wanted;
    }
  } else if (node.textContent !== wanted) {
    node.textContent = wanted;
  }
}

/** false and null take the attribute away; true gives it without a value. */
export function attribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) {
      node.removeAttribute(name);
    }
  } else if (node.getAttribute(name) !== (value === true ? '' : String(value))) {
    node.setAttribute(name, value === true ? '' : String(value));
  }
}

export function shown(node, isShown) {
  if (node.hidden === isShown) {
    node.hidden = !isShown;
  }
}

/** Sets a custom property; the policy of the page forbids style attributes, but not this. */
export function variable(node, name, value) {
  if (node.style.getPropertyValue(name) !== String(value)) {
    node.style.setProperty(name, value);
  }
}

/**
 * Keeps one child for each entry, in their order. Nodes are kept and updated, so focus and scroll stay where they are.
 * A node that holds the focus outlives its entry until the focus has left it.
 * @param create makes a part: an object with `node` and `update(entry)`, and `close()` where it holds something
 */
export function keyed(container, create) {
  const parts = new Map();

  const drop = (key, part) => {
    if (part.node.contains(document.activeElement)) {
      part.node.addEventListener('focusout', () => requestAnimationFrame(() => parts.get(key) === part && !part.wanted && drop(key, part)), { once: true });
      return;
    }

    part.close?.();
    part.node.remove();
    parts.delete(key);
  };

  const update = (entries, keyOf) => {
    const wanted = new Set();
    let place = container.firstElementChild;
    for (const entry of entries) {
      const key = keyOf(entry);
      wanted.add(key);
      let part = parts.get(key);
      if (!part) {
        part = create(entry);
        parts.set(key, part);
      }

      part.wanted = true;
      part.update(entry);
      if (part.node === place) {
        place = place.nextElementSibling;
      } else if (place && part.node.contains(document.activeElement)) {
        part.node.after(place); // moving a node takes the focus from it; its neighbour moves instead
        place = part.node.nextElementSibling;
      } else {
        container.insertBefore(part.node, place);
      }
    }

    for (const [key, part] of [...parts]) {
      if (!wanted.has(key)) {
        part.wanted = false;
        drop(key, part);
      }
    }
  };

  return { update, close: () => parts.forEach(part => part.close?.()) };
}

/** Steering buttons keep the focus when they go out of use, so they are marked, not disabled. */
export function usable(button, isUsable) {
  attribute(button, 'aria-disabled', isUsable ? null : 'true');
}

let last = 0;

/** An id for a label to point at. */
export function newId(name) {
  last += 1;
  return `${name}-${last}`;
}
