/* The player of an episode or a capsule. Without it the browser's own controls are there, with links to each time.

   Pages of this site are whole documents, so sound stops with the page it is in. Who wants to go on reading moves it
   to a small window of its own: it needs no frame around the site, no address rewritten by a script, works with the
   reader's own tabs, and is closed like any window. A film has the browser's picture-in-picture besides.

   What it finds by `data-of` (chapters, transcript) may stand anywhere in the page. Words come from the page. */
const STORE = "passerelles.lectures";
const MOST_KEPT = 60;
const WINDOW = "passerelles-lecteur";
const [BACK, AHEAD, STEP] = [15, 30, 5];
const still = matchMedia("(prefers-reduced-motion: reduce)");

const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, two(whole % 60)];
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
};

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

/* The seconds of “#t=754”, “#t=12:34” or “#t-754-2”; null for anything else. */
const timeOf = (address) => {
  const found = /#t[=-](?:npt:)?([\d:.]+)/.exec(address);
  const seconds = found ? found[1].split(":").reduce((total, part) => total * 60 + Number(part), 0) : NaN;
  return Number.isFinite(seconds) ? seconds : null;
};

/* The place of the last of some times, in order, that a moment has reached; -1 before the first. */
const lastAt = (times, moment) => {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= moment) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/* Places and speeds this browser keeps, and nobody else. */
const memory = {
  all() {
    try {
      const kept = JSON.parse(localStorage.getItem(STORE) ?? "{}");
      return kept && typeof kept === "object" ? kept : {};
    } catch {
      return {};
    }
  },
  of(key) {
    return this.all()[key] ?? {};
  },
  keep(key, values) {
    const all = this.all();
    all[key] = { ...all[key], ...values, at: Date.now() };
    const lasting = Object.entries(all).sort((one, other) => (other[1].at ?? 0) - (one[1].at ?? 0)).slice(0, MOST_KEPT);
    try {
      localStorage.setItem(STORE, JSON.stringify(Object.fromEntries(lasting)));
    } catch {
      /* full or forbidden: nothing is remembered */
    }
  },
};

/* One letter for one letter, so that places in the folded text are those of the text. */
const fold = (text) =>
  text.replace(/[^\x20-\x7e]/g, (sign) => (/\s/.test(sign) ? " " : sign === "’" ? "'" : sign.normalize("NFD")[0])).toLowerCase();

const isPlain = (event) => !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

/* Links to times, in order: which one is current, and playing from the one that is clicked. */
class Times {
  constructor(part, items, seek) {
    this.items = items;
    this.links = items.map((item) => (item.matches("a") ? item : item.querySelector("a")));
    this.times = this.links.map((link) => timeOf(link.href) ?? 0);
    this.index = -1;
    part.addEventListener("click", (event) => {
      const place = this.links.indexOf(event.target.closest("a"));
      if (place < 0 || !isPlain(event)) return;
      event.preventDefault();
      seek(this.times[place]);
      this.chosen?.();
    });
  }

  mark(moment) {
    const index = lastAt(this.times, moment);
    if (index === this.index) return false;
    this.items[this.index]?.removeAttribute("aria-current");
    this.items[index]?.setAttribute("aria-current", "true");
    this.index = index;
    return true;
  }
}

/* The transcript: its own box scrolls after the voice until the reader scrolls elsewhere. */
class Transcript extends Times {
  constructor(part, seek) {
    const box = part.querySelector(".transcript");
    super(box, [...box.children], seek);
    [this.part, this.box, this.follows] = [part, box, true];
    this.chosen = () => this.follow(true);
    this.links.forEach((link, place) => (link.tabIndex = place ? -1 : 0));
    this.followButton = part.querySelector("[data-do=follow]");
    this.followButton.addEventListener("click", () => this.follow(true, true));
    for (const kind of ["wheel", "touchmove"]) box.addEventListener(kind, () => this.follow(false), { passive: true });
    box.addEventListener("pointerdown", (event) => event.target === box && this.follow(false));
    box.addEventListener("keydown", (event) => this.walk(event));
    part.querySelector(".transcript-tools").hidden = false;
    box.classList.add("is-boxed");
    new Search(this);
  }

  mark(moment) {
    const before = this.index;
    if (!super.mark(moment)) return false;
    if (!this.box.contains(document.activeElement)) this.reach(this.index, before);
    if (this.follows && this.index >= 0) this.bring(this.items[this.index]);
    return true;
  }

  /* One link of all can be tabbed to; the arrows lead to the others. */
  reach(place, before) {
    if (this.links[before]) this.links[before].tabIndex = -1;
    (this.links[place] ?? this.links[0]).tabIndex = 0;
    if (before < 0 && place > 0) this.links[0].tabIndex = -1;
  }

  walk(event) {
    const place = this.links.indexOf(document.activeElement);
    const moves = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: this.links.length - 1 };
    const next = this.links[moves[event.key]];
    if (["PageUp", "PageDown", " "].includes(event.key)) this.follow(false);
    if (place < 0 || !(event.key in moves)) return;
    event.preventDefault();
    this.follow(false);
    if (!next) return;
    this.links.forEach((link) => link.tabIndex === 0 && (link.tabIndex = -1));
    next.tabIndex = 0;
    next.focus({ preventScroll: true });
    this.bring(next);
  }

  follow(follows, go = false) {
    this.follows = follows;
    this.followButton.hidden = follows;
    if (go && this.index >= 0) this.bring(this.items[this.index]);
  }

  /* Lines far away have only a guessed height until they are drawn: a far jump is made at once, then corrected. */
  bring(item, again = true) {
    const box = this.box.getBoundingClientRect();
    const away = item.getBoundingClientRect().top - box.top - box.height / 3;
    const isFar = Math.abs(away) > box.height;
    this.box.scrollTo({ top: this.box.scrollTop + away, behavior: isFar || still.matches ? "instant" : "smooth" });
    if (isFar && again) requestAnimationFrame(() => this.bring(item, false));
  }
}

/* Looking for words in a transcript. */
class Search {
  constructor(transcript) {
    [this.transcript, this.hits, this.place] = [transcript, [], -1];
    const part = transcript.part;
    this.words = part.dataset;
    this.field = part.querySelector("input");
    this.said = part.querySelector(".hits");
    this.buttons = [part.querySelector("[data-do=before]"), part.querySelector("[data-do=after]")];
    this.buttons.forEach((button, place) => button.addEventListener("click", () => this.go(place ? 1 : -1)));
    this.field.addEventListener("input", () => {
      clearTimeout(this.wait);
      this.wait = setTimeout(() => this.find(), 150);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (this.asked === this.field.value) this.go(event.shiftKey ? -1 : 1);
      else this.find();
    });
  }

  find() {
    clearTimeout(this.wait);
    this.asked = this.field.value;
    const wanted = fold(this.asked.trim());
    for (const mark of this.hits) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    this.texts = this.texts ?? this.transcript.items.map((item) => fold(item.textContent));
    this.hits = [];
    if (wanted.length > 1) {
      this.transcript.items.forEach((item, place) => this.texts[place].includes(wanted) && this.markIn(item, wanted));
    }
    this.buttons.forEach((button) => (button.disabled = !this.hits.length));
    this.place = -1;
    this.said.textContent = wanted.length > 1 && !this.hits.length ? this.words.none : "";
    if (this.hits.length) this.go(1);
  }

  markIn(item, wanted) {
    for (const node of [...item.childNodes]) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const text = fold(node.data);
      for (let at = text.lastIndexOf(wanted), found = []; at >= 0; at = at ? text.lastIndexOf(wanted, at - 1) : -1) {
        const mark = document.createElement("mark");
        const rest = node.splitText(at);
        rest.splitText(wanted.length);
        rest.replaceWith(mark);
        mark.append(rest);
        found.unshift(mark);
        if (!text.slice(0, at).includes(wanted)) this.hits.push(...found);
      }
    }
  }

  go(step) {
    const total = this.hits.length;
    if (!total) return;
    this.hits[this.place]?.classList.remove("is-hit");
    this.place = (this.place + step + total) % total;
    const mark = this.hits[this.place];
    mark.classList.add("is-hit");
    this.transcript.follow(false);
    this.transcript.bring(mark.parentNode);
    const time = clock(timeOf(mark.parentNode.querySelector("a").href));
    this.said.textContent = fill(this.words.hit, { number: this.place + 1, total, time });
  }
}

class ProgrammePlayer extends HTMLElement {
  connectedCallback() {
    this.desk = this.querySelector(".desk");
    this.media = this.querySelector("audio, video");
    if (!this.media || this.isReady) return;
    this.isReady = true;
    this.words = this.dataset;
    this.key = this.words.of;
    this.length = Number(this.words.length) || 0;
    this.slider = this.querySelector("input[type=range]");
    this.form = this.querySelector(".switches");
    this.find();
    this.listen(this.media);
    this.prepare();
    this.begin();
  }

  disconnectedCallback() {
    this.leave?.abort();
    this.channel?.close();
    this.media?.pause();
    this.isReady = false;
  }

  find() {
    const seek = (moment) => this.seek(moment, true);
    for (const part of document.querySelectorAll(`[data-of="${this.key}"]`)) {
      if (part.querySelector(".transcript")) this.transcript = new Transcript(part, seek);
      else if (part.matches(".parts")) this.chapters = new Times(part, [...part.querySelectorAll("li > a:first-child")], seek);
    }
    const marks = this.querySelector(".marks");
    for (const time of this.chapters?.times ?? []) {
      if (!time || !this.length) continue;
      const mark = document.createElement("i");
      mark.style.insetInlineStart = `${(100 * time) / this.length}%`;
      marks.append(mark);
    }
  }

  listen(media) {
    for (const kind of ["play", "pause", "ended", "timeupdate", "seeked", "loadedmetadata", "canplay", "ratechange", "volumechange"]) {
      media.addEventListener(kind, this);
    }
  }

  prepare() {
    const { signal } = (this.leave = new AbortController());
    const on = (target, kinds, act) => {
      for (const kind of kinds.split(" ")) target?.addEventListener(kind, act, { signal });
    };
    on(this, "click", (event) => this.act(event.target.closest("[data-do]")?.dataset.do));
    on(this, "keydown", (event) => this.press(event));
    on(this, "change", (event) => this.change(event.target));
    on(this.slider, "input", () => ((this.dragging = true), this.print(Number(this.slider.value))));
    on(this.querySelector(".screen"), "click", (event) => event.target === this.media && this.act("toggle"));
    on(window, "hashchange", () => this.goToAddress());
    on(window, "pagehide", () => this.remember());
    this.addEventListener("error", (event) => this.fail(event.target), { capture: true, signal });
    if ("BroadcastChannel" in window) {
      this.channel = new BroadcastChannel(STORE);
      this.channel.addEventListener("message", () => this.media.pause());
    }
    this.media.controls = false;
    this.querySelectorAll(".desk, .switches, .launch, .keys").forEach((part) => (part.hidden = false));
    const float = this.querySelector("[data-do=float]");
    if (float) float.hidden = !document.pictureInPictureEnabled;
    this.classList.add("is-ready");
    this.queryAll("textarea[readonly], input[readonly]").forEach((field) => on(field, "focus", () => field.select()));
  }

  queryAll(selector) {
    return [...this.querySelectorAll(selector)];
  }

  /* Where to begin: at the time of the address, else where one had stopped, if one wants to. Nothing plays by itself,
     but in the small window somebody has just opened. */
  begin() {
    const kept = memory.of(this.key);
    if (kept.speed) this.setSpeed(kept.speed, true);
    this.chooseCaptions(this.form?.captions?.value);
    const light = this.querySelector("option[data-light]");
    if (navigator.connection?.saveData && light) this.choose(light);
    this.print(0);
    const isMoved = "embedded" in this.words && window.name === WINDOW && window.opener;
    if (!this.goToAddress() && kept.place > 10) this.offer(kept.place);
    if (isMoved) this.media.play().catch(() => {});
  }

  goToAddress() {
    const moment = timeOf(location.hash);
    if (moment === null) return false;
    this.seek(moment);
    return true;
  }

  offer(place) {
    this.offered = place;
    this.querySelector("[data-do=resume]").textContent = fill(this.words.resume, { time: clock(place) });
    this.querySelector(".resume").hidden = false;
  }

  closeOffer() {
    this.offered = 0;
    this.querySelector(".resume").hidden = true;
  }

  get place() {
    return this.wanted ?? this.media.currentTime;
  }

  seek(moment, isPlayed = false) {
    const place = Math.min(Math.max(0, moment), Math.max(0, this.length - 0.1));
    if (this.media.readyState) this.media.currentTime = place;
    else this.wanted = place;
    this.isBegun = true;
    this.closeOffer();
    this.print(place);
    if (isPlayed) this.play();
  }

  play() {
    this.media.play().catch((error) => error.name === "NotAllowedError" || error.name === "AbortError" || this.fail(this.media));
  }

  act(name) {
    const media = this.media;
    const acts = {
      toggle: () => (media.paused ? this.play() : media.pause()),
      back: () => this.seek(this.place - BACK),
      ahead: () => this.seek(this.place + AHEAD),
      resume: () => this.seek(this.offered, true),
      restart: () => (memory.keep(this.key, { place: 0 }), this.seek(0, true)),
      fullscreen: () => this.fill(),
      float: () => (document.pictureInPictureElement ? document.exitPictureInPicture() : this.float()),
      share: () => this.share(),
      detach: () => this.detach(),
    };
    acts[name]?.();
  }

  /* Keys answer in the player alone, and never in a field. */
  press(event) {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches("select, textarea, input:not([type=range], [type=checkbox], [type=radio])")) return;
    const isPressed = target.matches("button, a, summary, input:not([type=range])");
    const arrows = target.matches("input[type=radio]") ? {} : { ArrowLeft: -STEP, ArrowRight: STEP };
    const steps = { j: -BACK, l: AHEAD, ...arrows, ...(target === this.slider ? { ArrowDown: -STEP, ArrowUp: STEP } : {}) };
    if (key === "k" || (key === " " && !isPressed)) this.act("toggle");
    else if (key in steps) this.seek(this.place + steps[key]);
    else if (key === "<" || key === ">") this.shiftSpeed(key === ">" ? 1 : -1);
    else if (key === "m") this.media.muted = !this.media.muted;
    else if (key === "c" && this.form?.captions) this.nextCaptions();
    else return;
    event.preventDefault();
  }

  change(field) {
    if (field === this.slider) {
      this.dragging = false;
      this.seek(Number(field.value));
    } else if (field.dataset.set === "speed") this.setSpeed(Number(field.value));
    else if (field.dataset.set === "quality") this.load();
    else if (field.dataset.set === "descriptions") this.describe(field);
    else if (field.dataset.version) this.turn(field);
    else if (field.name === "captions") this.chooseCaptions(field.value);
  }

  setSpeed(speed, isQuiet = false) {
    const select = this.querySelector("[data-set=speed]");
    const option = [...select.options].find((one) => Number(one.value) === speed);
    if (!option) return;
    option.selected = true;
    this.speed = this.media.defaultPlaybackRate = this.media.playbackRate = speed;
    if (isQuiet) return;
    memory.keep(this.key, { speed });
    this.say(fill(this.words.speed, { speed: option.text }));
  }

  shiftSpeed(step) {
    const select = this.querySelector("[data-set=speed]");
    const option = select.options[select.selectedIndex + step];
    if (option) this.setSpeed(Number(option.value));
  }

  /* Captions are shown by the browser, over the picture. */
  chooseCaptions(path) {
    for (const element of this.media.querySelectorAll("track:not([kind=descriptions])")) {
      element.track.mode = path && element.getAttribute("src") === path ? "showing" : "disabled";
    }
  }

  nextCaptions() {
    const choices = [...this.form.captions];
    const next = choices[(choices.findIndex((one) => one.checked) + 1) % choices.length];
    next.checked = true;
    this.chooseCaptions(next.value);
    this.say(next.parentNode.textContent.trim());
  }

  /* What is seen, said by the screen reader as it comes. */
  describe(field) {
    const element = this.media.querySelector("track[kind=descriptions]");
    element.track.mode = field.checked ? "hidden" : "disabled";
    element.track.oncuechange = () => this.say([...element.track.activeCues].map((cue) => cue.text).join(" "));
  }

  /* Another version of the same programme, at the same place. */
  turn(field) {
    const isInset = "inset" in field.dataset;
    const alike = this.queryAll("[data-version]").filter((one) => "inset" in one.dataset === isInset);
    for (const one of alike) one.checked = one === field && field.checked;
    if (isInset) this.showSigns(field);
    else this.load();
    this.say(fill(field.checked ? this.words.on : this.words.off, { name: field.parentNode.textContent.trim() }));
  }

  /* Whoever signs, in a corner of the film, and never far behind it. */
  showSigns(field) {
    this.signs?.remove();
    this.signs = null;
    if (!field.checked) return;
    this.signs = document.createElement("video");
    Object.assign(this.signs, { className: "signs", muted: true, playsInline: true, preload: "auto", src: field.dataset.src });
    this.signs.setAttribute("aria-label", field.parentNode.textContent.trim());
    this.querySelector(".screen").append(this.signs);
    this.keepSigns();
  }

  keepSigns() {
    const { signs, media } = this;
    if (!signs) return;
    signs.playbackRate = media.playbackRate;
    if (Math.abs(signs.currentTime - this.place) > 0.3 && !signs.seeking) signs.currentTime = this.place;
    if (media.paused) signs.pause();
    else if (signs.paused) signs.play().catch(() => {});
  }

  choose(option) {
    option.selected = true;
    this.load();
  }

  load() {
    const quality = this.querySelector("[data-set=quality]")?.selectedOptions[0];
    const version = this.querySelector("[data-version]:checked:not([data-inset])");
    const isLight = quality && "light" in quality.dataset;
    const own = quality?.value ?? this.media.querySelector("source")?.getAttribute("src") ?? this.own;
    const address = version ? (isLight && version.dataset.light) || version.dataset.src : own;
    const [place, isPlaying, isLoaded] = [this.place, !this.media.paused, this.media.readyState > 0];
    this.own = own;
    this.showPicture(Boolean(version && "video" in version.dataset));
    this.media.preload = isLoaded ? "metadata" : "none";
    this.media.src = address;
    this.wanted = place;
    if (isPlaying) this.play();
  }

  /* A sound that has a version in sign language becomes a picture while that version plays, and a sound again. */
  showPicture(isWanted) {
    const sound = this.sound ?? (this.media.matches("audio") ? this.media : null);
    if (!sound || isWanted === (this.media !== sound)) return;
    const before = this.media;
    if (isWanted) {
      this.sound = sound;
      const screen = document.createElement("div");
      screen.className = "screen";
      this.media = document.createElement("video");
      this.media.playsInline = true;
      screen.append(this.media);
      this.desk.before(screen);
      this.listen(this.media);
      this.media.addEventListener("click", () => this.act("toggle"));
    } else {
      before.parentNode.remove();
      this.media = sound;
    }
    before.pause();
    this.media.muted = before.muted;
    this.setSpeed(this.speed ?? 1, true);
  }

  fill() {
    const whole = this.querySelector(".player");
    if (document.fullscreenElement) document.exitFullscreen();
    else if (whole.requestFullscreen) whole.requestFullscreen().catch(() => {});
    else this.media.webkitEnterFullscreen?.();
  }

  float() {
    this.media.requestPictureInPicture?.().catch(() => {});
  }

  async share() {
    const seconds = Math.floor(this.place);
    const url = seconds ? `${this.words.address}#t=${seconds}` : this.words.address;
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      const isDone = await navigator.share({ title: this.words.title, url }).then(() => true, (error) => error.name === "AbortError");
      if (isDone) return;
    }
    try {
      await navigator.clipboard.writeText(url);
      this.say(fill(this.words.copied, { time: clock(seconds) }));
    } catch {
      const line = this.querySelector(".share");
      line.hidden = false;
      line.querySelector("input").value = url;
      line.querySelector("input").focus();
    }
  }

  detach() {
    this.remember();
    const opened = window.open(`${this.words.window}#t=${Math.floor(this.place)}`, WINDOW, "popup,width=440,height=420");
    if (opened) this.media.pause();
  }

  handleEvent({ type, target }) {
    if (target !== this.media) return;
    this[`on${type}`]?.();
    this.keepSigns();
  }

  onloadedmetadata() {
    if (Number.isFinite(this.media.duration)) this.length = this.media.duration;
    this.arrive();
  }

  oncanplay() {
    this.arrive();
    this.wanted = undefined;
  }

  /* To the place asked for before there was a file; some browsers can go there only a little later. */
  arrive() {
    if (this.wanted === undefined) return;
    this.media.currentTime = this.wanted;
    if (this.media.seeking || Math.abs(this.media.currentTime - this.wanted) < 1) this.wanted = undefined;
  }

  onplay() {
    this.isBegun = true;
    this.startedAt ??= this.place;
    this.channel?.postMessage(this.key);
    for (const other of document.querySelectorAll("programme-player")) if (other !== this) other.media?.pause();
    this.querySelector(".launch")?.remove();
    this.say("");
    this.showState();
    this.tellDevice();
  }

  onpause() {
    this.remember();
    this.showState();
  }

  onended() {
    memory.keep(this.key, { place: 0 });
    this.showState();
  }

  ontimeupdate() {
    if (!this.dragging) this.print(this.place);
    if (Math.abs(this.place - (this.keptAt ?? 0)) > 5) this.remember();
  }

  onseeked() {
    this.print(this.place);
    this.tellPosition();
  }

  onratechange() {
    this.tellPosition();
  }

  onvolumechange() {
    if (this.media.muted === Boolean(this.isMuted)) return;
    this.isMuted = this.media.muted;
    this.say(this.media.muted ? this.words.muted : this.words.heard);
  }

  showState() {
    const isPlaying = !this.media.paused;
    const button = this.querySelector(".play");
    button.classList.toggle("is-playing", isPlaying);
    button.querySelector(".sr").textContent = isPlaying ? this.words.pause : this.words.play;
  }

  /* Called a few times a second: it writes only what has changed. */
  print(moment) {
    const second = Math.floor(moment);
    if (this.isBegun) {
      this.transcript?.mark(moment + 0.05);
      if (this.chapters?.mark(moment + 0.05)) this.printChapter();
    }
    if (second === this.printed) return;
    this.printed = second;
    const said = fill(this.words.place, { now: clock(second), total: clock(this.length) });
    this.querySelector(".figures").textContent = said;
    this.slider.setAttribute("aria-valuetext", said);
    if (!this.dragging) this.slider.value = second;
    const shared = this.querySelector("[data-do=share] span");
    if (second) shared.textContent = fill(this.words.share, { time: clock(second) });
  }

  printChapter() {
    const { index, links } = this.chapters;
    const title = links[index]?.lastElementChild.textContent;
    this.querySelector(".now").textContent = title
      ? fill(this.words.chapter, { number: index + 1, title })
      : this.words.title;
    this.tellDevice();
  }

  /* The place is kept once somebody really listens: the offer to go on stays good while one only looks around. */
  remember() {
    const place = Math.floor(this.place);
    if (!this.isBegun || (this.offered && Math.abs(place - this.startedAt) < 30)) return;
    if (this.offered) this.closeOffer();
    this.keptAt = this.place;
    memory.keep(this.key, { place: this.length - place < 10 ? 0 : place });
  }

  /* The keys of a keyboard, a headset, a locked telephone. */
  tellDevice() {
    const session = navigator.mediaSession;
    if (!session || this.media.paused) return;
    const artwork = this.words.artwork ? [{ src: this.words.artwork }] : [];
    const chapter = this.chapters?.links[this.chapters.index]?.lastElementChild.textContent ?? "";
    session.metadata = new MediaMetadata({ title: this.words.title, artist: this.words.show, album: chapter, artwork });
    const acts = {
      play: () => this.play(),
      pause: () => this.media.pause(),
      seekbackward: (asked) => this.seek(this.place - (asked.seekOffset ?? BACK)),
      seekforward: (asked) => this.seek(this.place + (asked.seekOffset ?? AHEAD)),
      seekto: (asked) => this.seek(asked.seekTime),
      previoustrack: this.chapters && (() => this.seek(this.chapters.times[Math.max(0, this.chapters.index - 1)])),
      nexttrack: this.chapters && (() => this.seek(this.chapters.times[this.chapters.index + 1] ?? this.length)),
    };
    for (const [name, act] of Object.entries(acts)) {
      try {
        session.setActionHandler(name, act ?? null);
      } catch {
        /* a browser that does not know this key */
      }
    }
    this.tellPosition();
  }

  tellPosition() {
    if (!this.length || this.media.paused) return;
    const position = Math.min(this.place, this.length);
    navigator.mediaSession?.setPositionState?.({ duration: this.length, playbackRate: this.media.playbackRate, position });
  }

  fail(target) {
    if (!target.matches("audio, video, source") || target.parentNode?.matches("picture")) return;
    if (target.matches("source") && target !== [...this.media.querySelectorAll("source")].at(-1)) return;
    this.say(this.words.broken);
  }

  say(words) {
    this.querySelector(".says").textContent = words;
  }
}

customElements.define("programme-player", ProgrammePlayer);
