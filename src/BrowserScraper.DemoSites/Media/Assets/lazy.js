'use strict';

const watch = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    watch.unobserve(target);
    target.srcset = target.dataset.srcset;
    target.src = target.dataset.src;
    delete target.dataset.srcset;
    delete target.dataset.src;
  }
}, { rootMargin: '50px' });

for (const picture of document.querySelectorAll('img[data-srcset]')) watch.observe(picture);
