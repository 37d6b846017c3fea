// The sandbox's hosted face-scan page: its words, its steps, the camera shown to its owner alone, and the way back.

// Every text of the page, Chinese and English beside each other.
const WORDS = {
  banner: ['沙箱页面，不采集、不上传人脸', 'Sandbox page: no face is captured or uploaded'],
  title: ['人脸核身', 'Face verification'],

  consent_text: [
    '为核验您的身份，沙箱商户将向互亿无线提供您的姓名、身份证号和人脸信息，仅用于本次核验。',
    'To verify your identity, Sandbox Merchant will give ihuyi your name, ID number and face data, for this verification only.',
  ],
  consent_box: ['我单独同意处理我的人脸信息', 'I separately consent to the processing of my face data'],
  consent_missing: ['请先勾选“我单独同意处理我的人脸信息”', 'To start, first tick “I separately consent to the processing of my face data”'],
  start: ['同意并开始', 'Agree and start'],
  decline: ['不同意，换其他方式', 'Disagree, use another way'],

  camera: ['相机画面，仅在本机显示', 'Camera picture, shown on this device only'],
  drawing: ['人脸示意图', 'Drawing of a face'],
  camera_denied: ['无法使用相机，请允许相机权限或换浏览器打开', 'The camera cannot be used: allow it, or try another browser'],
  progress: ['刷脸进度', 'Progress of the scan'],
  prompt_look: ['请正对屏幕，保持光线充足', 'Face the screen, in good light'],
  prompt_blink: ['请眨眨眼', 'Please blink'],
  prompt_wait: ['核验中，请勿离开', 'Verifying, please stay here'],

  panel: ['这是测试面板：选择本次刷脸的结果', 'Tester’s panel: choose how this scan ends'],
  panel_hint: ['在您选择之前，刷脸不会结束。', 'The scan goes on until you choose.'],
  pass: ['模拟通过', 'Simulate pass'],
  fail: ['模拟不通过', 'Simulate fail'],
  leave: ['中途退出', 'Leave'],
  send_failed: ['提交未成功，请检查网络后重试', 'This could not be sent: check the network and try again'],

  finished_returning: ['刷脸已完成，正在返回', 'Scan finished, returning'],
  left_returning: ['正在返回', 'Returning'],
  return: ['返回', 'Return'],
  return_refused: ['返回地址不可用，请自行返回', 'The return address cannot be used: please go back yourself'],
  done: ['刷脸已完成', 'This scan is finished; you can close this page.'],
  expired: ['链接已失效，请返回重新发起', 'This link has ended. Go back and start again.'],

  other_language: ['English', '中文'],
};
const TAGS = ['zh-CN', 'en'];

// The steps, and where each may go. A late answer or a second press finds no way on and changes nothing.
const NEXT = {
  loading: ['consent', 'done', 'expired'],
  consent: ['scan', 'returning', 'stranded', 'expired'],
  scan: ['returning', 'stranded', 'expired'],
  returning: [],
  stranded: [],
  done: [],
  expired: [],
};

// The prompts of the scan. It stays at the last one, short of the full ring: only the tester ends it.
const PROMPTS = [
  { word: 'prompt_look', percent: 20 },
  { word: 'prompt_blink', percent: 55 },
  { word: 'prompt_wait', percent: 90 },
];

// Schemes that would run or show something in this page's name; those of apps are wanted.
const REFUSED_SCHEMES = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:'];

const SEND_TIMEOUT_MS = 10_000;
const query = new URLSearchParams(location.search);
const pace = query.get('speed') === 'fast' ? 150 : 2_500;

const at = (id) => document.getElementById(id);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// All that changes. `status` and `error` are keys of WORDS, so that they follow the language too.
const page = {
  language: preferredLanguage(),
  step: 'loading',
  status: null,
  error: null,
  prompt: PROMPTS[0],
  stream: null,
  sending: false,
};

function preferredLanguage() {
  const wanted = query.get('lang') || navigator.language || '';
  return wanted.toLowerCase().startsWith('zh') ? 0 : 1;
}

// --- Showing -------------------------------------------------------------------------------------------------

const say = (word) => (word ? WORDS[word][page.language] : '');

// A live region is spoken again when it is written again, hence only a difference is written.
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function render() {
  document.documentElement.lang = TAGS[page.language];
  document.title = say('title');
  for (const element of document.querySelectorAll('[data-word]')) write(element, say(element.dataset.word));
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', say(element.dataset.label));
  // By the attribute: SVG elements have no `hidden` property.
  for (const element of document.querySelectorAll('[data-steps]')) element.toggleAttribute('hidden', element.dataset.steps !== page.step);

  const lang = at('lang');
  lang.hidden = false;
  lang.lang = TAGS[1 - page.language];
  write(lang, say('other_language'));

  write(at('status'), say(page.status));
  write(at('error'), say(page.error));
  document.body.dataset.step = page.step;
  document.body.dataset.sending = page.sending;
  renderConsent();
  renderScan();
}

function renderConsent() {
  const box = at('consent');
  const missing = page.error === 'consent_missing';
  // The start button only looks disabled: pressed too early it says why, where one that is disabled would be silent.
  at('start').classList.toggle('muted', !box.checked);
  box.setAttribute('aria-invalid', String(missing));
  if (missing) box.setAttribute('aria-describedby', 'error');
  else box.removeAttribute('aria-describedby');
}

function renderScan() {
  const live = page.stream !== null;
  at('camera').hidden = !live;
  at('face').toggleAttribute('hidden', live);
  at('picture').setAttribute('aria-label', say(live ? 'camera' : 'drawing'));
  at('picture').dataset.prompt = page.prompt.word;
  at('progress').setAttribute('aria-valuenow', String(page.prompt.percent));
  at('progress').setAttribute('aria-valuetext', say(page.prompt.word));
  at('ring').style.strokeDashoffset = String(100 - page.prompt.percent);
}

function update(change) {
  Object.assign(page, change);
  render();
}

// Goes on to `step` if there is a way; says whether it did.
function enter(step, status = null, error = null) {
  if (!NEXT[page.step].includes(step)) return false;
  const first = page.step === 'loading';
  if (page.step === 'scan') closeCamera();
  update({ step, status, error });
  // The pressed button is gone: without this the keyboard would begin again at the top of the document.
  if (!first) at('title').focus();
  return true;
}

// --- Consent and scan ----------------------------------------------------------------------------------------

function start() {
  if (page.sending) return;
  if (at('consent').checked) {
    scan();
    return;
  }
  update({ error: null });
  update({ error: 'consent_missing' });
  at('consent').focus();
}

async function scan() {
  if (!enter('scan', PROMPTS[0].word)) return;
  // The first prompt waits for the answer to the browser's question about the camera, but not for ever.
  await Promise.race([openCamera(), pause(4 * pace)]);
  for (const prompt of PROMPTS) {
    if (page.step !== 'scan') return;
    update({ prompt, status: prompt.word });
    await pause(pace);
  }
}

// The picture goes from the camera to the screen and nowhere else: nothing records, copies or sends it.
async function openCamera() {
  if (!navigator.mediaDevices?.getUserMedia) return;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'user' } });
    const video = at('camera');
    video.srcObject = stream;
    // Unplugged or taken away by the system: the drawn face takes over.
    stream.getVideoTracks()[0]?.addEventListener('ended', closeCamera);
    if (page.step !== 'scan') {
      closeCamera();
      return;
    }
    await video.play();
    if (page.step === 'scan' && video.srcObject) update({ stream });
  } catch (error) {
    closeCamera();
    // No camera at all is no fault: the drawn face stands for it without a word.
    const absent = ['NotFoundError', 'OverconstrainedError'].includes(error.name);
    if (page.step === 'scan' && !absent) update({ error: 'camera_denied' });
  }
}

function closeCamera() {
  const video = at('camera');
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  if (page.stream) update({ stream: null });
}

// --- The end -------------------------------------------------------------------------------------------------

// Tells the sandbox how the scan ended, then returns. A failure leaves the step as it is: pressing again tries again.
async function finish(result) {
  if (page.sending) return;
  update({ sending: true, error: null });
  const answer = await send(result);
  update({ sending: false });
  if (answer.expired) enter('expired', 'expired');
  else if (answer.failed) update({ error: 'send_failed' });
  else await goBack(answer.returnUrl, result === 'leave' ? 'left_returning' : 'finished_returning');
}

async function send(result) {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), SEND_TIMEOUT_MS);
  try {
    const response = await fetch(`${location.pathname}/finish`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `result=${result}`,
      signal: timeout.signal,
    });
    if (response.status === 410 || response.status === 404) return { expired: true };
    if (!response.ok) return { failed: true };
    return { returnUrl: (await response.json()).return_url };
  } catch {
    return { failed: true };
  } finally {
    clearTimeout(timer);
  }
}

async function goBack(returnUrl, status) {
  const address = safeAddress(returnUrl);
  if (!address) {
    enter('stranded', null, 'return_refused');
    return;
  }
  if (!enter('returning', status)) return;
  // Long enough to be read or spoken, short enough for a phone to still count the press when an app is opened.
  await pause(pace / 3);
  location.replace(address);
  // Still here after a while: an app that is not installed, or a browser that wants to be asked by hand.
  await pause(2 * pace);
  const link = at('return');
  link.href = address;
  link.hidden = false;
  if (document.activeElement === at('title')) link.focus();
}

// The address as the browser reads it (it drops tabs and line breaks inside a scheme), or null.
function safeAddress(returnUrl) {
  try {
    const url = new URL(returnUrl);
    return REFUSED_SCHEMES.includes(url.protocol) ? null : url.href;
  } catch {
    return null;
  }
}

// --- Wiring --------------------------------------------------------------------------------------------------

function switchLanguage() {
  update({ language: 1 - page.language });
  // A reload keeps the choice.
  query.set('lang', page.language === 0 ? 'zh' : 'en');
  history.replaceState(null, '', `?${query}`);
}

at('lang').addEventListener('click', switchLanguage);
at('consent').addEventListener('change', () => update({ error: null }));
at('start').addEventListener('click', start);
at('decline').addEventListener('click', () => finish('leave'));
for (const result of ['pass', 'fail', 'leave']) at(result).addEventListener('click', () => finish(result));
addEventListener('pagehide', closeCamera);

const state = document.body.dataset.state;
if (state === 'open') enter('consent');
else if (state === 'done') enter('done', 'done');
else enter('expired', 'expired');
