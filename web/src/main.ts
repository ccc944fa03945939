import { createPinia } from 'pinia';
import { createApp, watchEffect } from 'vue';
import App from './app/App.vue';
import { router } from './app/router';
import { createWords } from './i18n';
import { useSettingsStore } from './stores/settings';
import './theme.css';

const app = createApp(App).use(createPinia());
const screen = useSettingsStore();
const words = createWords(screen.settings.lang);
watchEffect(() => {
  const { lang, theme } = screen.settings;
  words.global.locale.value = lang;
  document.documentElement.lang = lang;
  document.documentElement.dataset['theme'] = theme;
});
app.use(words).use(router).mount('#app');
