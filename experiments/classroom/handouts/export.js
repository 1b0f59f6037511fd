// The exported page: which luck, which language; the stage does the rest.
(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("take-data").textContent);
  const byId = (id) => document.getElementById(id);
  const luck = byId("take-luck");
  const buttons = [].slice.call(byId("take-languages").querySelectorAll("button"));
  let lang = document.documentElement.lang;

  function story() {
    return data.stories[Number(luck.value) || 0];
  }

  function put(sentence, figures) {
    return sentence.replace(/\{(\w+)\}/g, (place, name) => figures[name]);
  }

  function write() {
    const words = data.words[lang].export;
    const told = story();
    const about = told.story;
    document.documentElement.lang = lang;
    document.title = byId("take-title").textContent = words.title;
    byId("take-intro").textContent = put(words.intro, { left: told.sides[0].title[lang], right: told.sides[1].title[lang] });
    byId("take-luck-label").textContent = words.luck;
    byId("take-languages").setAttribute("aria-label", words.language);
    [].forEach.call(luck.options, (option, number) => {
      option.textContent = put(words.luck_name, { n: number + 1, kube: window.kubesim.kubeName(data.stories[number].story.kube.name) });
    });
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.lang === lang)));
    byId("take-source").textContent = put(words.source, { scenario: about.scenario, kube: window.kubesim.kubeName(about.kube.name), seed: about.seed });
    byId("take-link-label").textContent = words.link;
    byId("take-link").textContent = about.link;
  }

  data.stories.forEach((told, number) => {
    told.places = data.places;
    luck.appendChild(new Option(String(number + 1), String(number)));
  });
  luck.addEventListener("change", () => {
    window.kubesim.tell(story());
    write();
  });
  buttons.forEach((button) =>
    button.addEventListener("click", () => {
      lang = button.dataset.lang;
      window.kubesim.speak(lang);
      write();
    })
  );
  window.kubesim.mount(byId("take-stage"), data.words, lang, { odd: null });
  window.kubesim.tell(story());
  write();
})();
