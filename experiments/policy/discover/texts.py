"""The sentences of rule cards, in English and in Indonesian."""

from experiments.common.languages import Lang

TEXTS: dict[Lang, dict[str, str]] = {
    "en": {
        "title_gagal": "Where Kubes fail (gagal): {sweep}",
        "title_mandiri": "Where Kubes become mandiri: {sweep}",
        "failed_share": "have failed at the horizon",
        "mandiri_share": "are mandiri at the horizon",
        "sustained_mandiri_share": "are mandiri throughout months 13-24 after support ended",
        "above": "more than {share}",
        "at_least": "at least {share}",
        "percentile": "the sweep's 75th percentile",
        "asked": "as asked for",
        "case": "A run, which is a whole city, is a case where {bound} of its Kubes {stage} "
        "({why}). {cases} of {runs} runs are: {base}, the base rate.",
        "unknown": "{runs} runs have no such Kubes to count and are left out.",
        "inputs": "Rules are looked for among {factors} factors of the sweep and {drawn} drawn "
        "parameters.",
        "prim": "PRIM (patient rule induction)",
        "tree": "Classification tree",
        "stable": "stable rule",
        "unstable": "not stable",
        "nothing": "no rule",
        "least": "at least {low}",
        "most": "at most {high}",
        "between": "from {low} to {high}",
        "or": " or ",
        "factor": "factor",
        "drawn": "drawn: nobody sets it",
        "condition": "{meaning} ({name}; {origin}): {values}. Again in {again} of the resamples; "
        "quasi-p {p}.",
        "chance": "NOT SURE.",
        "held_out": "Density, in runs that did not find it: {median} are cases (95 % of {splits} "
        "splits into halves: {low} to {high}); base rate {base}.",
        "in_sample": "In all runs, which did find it and so flatter it: {density} are cases.",
        "coverage": "Coverage: {coverage} of the cases. Mass: {mass} of the runs ({runs}).",
        "dropped": "Left out, for each could be chance: {names}.",
        "more": "and {count} more",
        "no_condition": "No condition is told from chance.",
        "why_lift": "Why not stable: in some splits it is no denser than all runs of the other "
        "half.",
        "why_again": "Why not stable: no condition comes again in {least} of the resamples.",
        "none_stable": "No rule is stable. What these runs show may be chance; more replications "
        "(and points, where they are sampled) tell more.",
        "some_stable": "A rule says where runs end so, not why. What a factor asks can be set; a "
        "drawn parameter is what nobody knows of the world: a condition on it says under which "
        "world the runs end so.",
        "method": "Resamples keep the runs of a replication (and, in sampled designs, of a point) "
        "together, for they share luck, draws and factors. Each method looks among the {tried} "
        "inputs that say most alone. A condition is left out where its "
        "quasi-p value times {inputs} inputs is {level} or more, marked where fewer than {least} "
        "of the resamples repeat it. An input that matters only together with others can be "
        "missed. What makes a case is fixed for all runs before they are split.",
        "saved": "saved {path}",
        "peeling": "PRIM's peeling: each dot a box; right: all runs",
        "coverage_axis": "coverage: share of the cases inside",
        "density_axis": "density: share of cases among the runs inside",
        "chosen": "the rule",
        "unseen": "in runs that did not find it (95 %)",
        "base_line": "base rate",
        "colour": "share of the runs of a dot that are cases",
        "cases": "case",
        "others": "other run",
        "one": "The rule in its input",
        "two": "The rule in two of its inputs",
        "no_box": "No rule; the inputs that came up most often",
        "share_axis": "share of Kubes that {stage}",
    },
    "id": {
        "title_gagal": "Di mana Kube gagal: {sweep}",
        "title_mandiri": "Di mana Kube menjadi mandiri: {sweep}",
        "failed_share": "gagal di akhir masa",
        "mandiri_share": "mandiri di akhir masa",
        "sustained_mandiri_share": "mandiri sepanjang bulan ke-13 sampai ke-24 setelah "
        "pendampingan berakhir",
        "above": "lebih dari {share}",
        "at_least": "sedikitnya {share}",
        "percentile": "persentil ke-75 dari sapuan ini",
        "asked": "sesuai permintaan",
        "case": "Satu putaran, yaitu satu kota utuh, disebut kasus bila {bound} Kube-nya {stage} "
        "({why}). {cases} dari {runs} putaran adalah kasus: {base}, laju dasar.",
        "unknown": "{runs} putaran tidak punya Kube yang dapat dihitung dan tidak disertakan.",
        "inputs": "Aturan dicari di antara {factors} faktor sapuan dan {drawn} parameter yang "
        "diundi.",
        "prim": "PRIM (patient rule induction)",
        "tree": "Pohon klasifikasi",
        "stable": "aturan yang mantap",
        "unstable": "tidak mantap",
        "nothing": "tanpa aturan",
        "least": "sedikitnya {low}",
        "most": "paling banyak {high}",
        "between": "dari {low} sampai {high}",
        "or": " atau ",
        "factor": "faktor",
        "drawn": "diundi: tidak ada yang menetapkannya",
        "condition": "{meaning} ({name}; {origin}): {values}. Muncul lagi di {again} sampel "
        "ulang; kuasi-p {p}.",
        "chance": "BELUM PASTI.",
        "held_out": "Kepadatan, pada putaran yang tidak dipakai mencarinya: {median} adalah kasus "
        "(95 % dari {splits} pembelahan dua: {low} sampai {high}); laju dasar {base}.",
        "in_sample": "Pada semua putaran, yang dipakai mencarinya sehingga terlalu baik: "
        "{density} adalah kasus.",
        "coverage": "Cakupan: {coverage} dari kasus. Massa: {mass} dari putaran ({runs}).",
        "dropped": "Disisihkan karena masing-masing mungkin kebetulan: {names}.",
        "more": "dan {count} lagi",
        "no_condition": "Tidak ada syarat yang dapat dibedakan dari kebetulan.",
        "why_lift": "Mengapa tidak mantap: dalam sebagian pembelahan aturan ini tidak lebih padat "
        "daripada seluruh putaran di belahan lain.",
        "why_again": "Mengapa tidak mantap: tidak ada syarat yang muncul lagi di {least} sampel "
        "ulang.",
        "none_stable": "Tidak ada aturan yang mantap. Yang tampak pada putaran ini mungkin "
        "kebetulan; lebih banyak ulangan (dan titik, bila titiknya sampel) memberi lebih banyak "
        "keterangan.",
        "some_stable": "Aturan mengatakan di mana putaran berakhir begitu, bukan mengapa. Syarat "
        "pada faktor dapat ditetapkan; parameter yang diundi adalah hal yang tidak diketahui "
        "siapa pun: syarat padanya mengatakan dalam dunia seperti apa putaran berakhir begitu.",
        "method": "Sampel ulang menjaga putaran dari satu ulangan (dan, pada rancangan sampel, "
        "dari satu titik) tetap bersama, sebab nasib, undian, dan faktornya sama. Tiap metode "
        "mencari di antara {tried} masukan yang sendirian paling banyak berkata. Syarat "
        "disisihkan bila nilai kuasi-p kali {inputs} masukan mencapai {level}, dan ditandai bila "
        "muncul lagi di kurang dari {least} sampel ulang. Masukan yang hanya penting bersama "
        "masukan lain dapat terlewat. Batas kasus ditetapkan bagi semua putaran sebelum dibelah.",
        "saved": "disimpan {path}",
        "peeling": "Pengupasan PRIM: satu titik satu kotak",
        "coverage_axis": "cakupan: bagian kasus yang ada di dalam",
        "density_axis": "kepadatan: bagian kasus di antara putaran di dalam",
        "chosen": "aturan",
        "unseen": "pada putaran yang tidak mencarinya (95 %)",
        "base_line": "laju dasar",
        "colour": "bagian putaran di satu titik yang adalah kasus",
        "cases": "kasus",
        "others": "putaran lain",
        "one": "Aturan dalam masukannya",
        "two": "Aturan dalam dua masukannya",
        "no_box": "Tanpa aturan; masukan yang paling sering muncul",
        "share_axis": "bagian Kube yang {stage}",
    },
}
