// Numbers, months and sentences as each language writes them. All take the words of a language.

function grouped(amount, words) {
  return String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, words.number.group);
}

function signed(amount, write) {
  return (amount < 0 ? "−" : "") + write(Math.abs(amount));
}

// Every rupiah: Rp 1.234.567.
function exactRupiah(amount, words) {
  return signed(amount, (size) => "Rp\u00a0" + grouped(size, words));
}

// Millions with one decimal; below a million to the nearest thousand.
function aboutRupiah(amount, words) {
  return signed(amount, (size) => {
    const thousands = Math.floor((size + 500) / 1000);
    if (thousands < 1000) {
      return "Rp\u00a0" + grouped(thousands ? thousands * 1000 : size, words);
    }
    const tenths = Math.floor((size + 50000) / 100000);
    const text = grouped(Math.floor(tenths / 10), words) + words.number.point + (tenths % 10);
    return "Rp\u00a0" + text + "\u00a0" + words.number.million;
  });
}

function percent(share) {
  return Math.round(share * 100) + "\u00a0%";
}

// A figure by the end of its name, as the texts announce it.
function figure(name, value, words) {
  if (name === "stage") {
    return words.ladder.names[value];
  }
  if (/_idr$/.test(name)) {
    return exactRupiah(value, words);
  }
  return /_share$/.test(name) ? percent(value) : String(value);
}

// Put figures into the places of a sentence.
function fill(sentence, figures) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in figures ? figures[name] : place));
}

function monthName(text, words, short) {
  const names = short ? words.number.months_short : words.number.months;
  return names[Number(text.slice(5)) - 1] + " " + text.slice(0, 4);
}

// A Kube as one speaks of it, whether or not its name says so itself.
function kubeName(name) {
  return /^kube\b/i.test(name) ? name : "Kube " + name;
}

// Steps of 1, 2 or 5 that make a few lines up to the largest value.
function ticks(most) {
  if (most <= 0) {
    return [0, 1];
  }
  const power = Math.pow(10, Math.floor(Math.log(most / 3) / Math.LN10));
  const step = [1, 2, 5, 10].map((it) => it * power).find((it) => it * 4 >= most);
  const found = [];
  for (let number = 0; (number - 1) * step < most; number += 1) {
    found.push(Number((number * step).toPrecision(12)));
  }
  return found;
}
