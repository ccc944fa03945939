import { createPinia } from 'pinia';
import { createApp, watchEffect } from 'vue';
import App from './app/App.vue';
import { router } from './app/router';
import { createWords } from './i18n';
import { useSettingsStore } from './stores/settings';
import './theme.css';

/** The page that the address names, also before its code has arrived: the colours must not change under the reader's eyes. */
const isDesk = () => {
  const { matched, meta } = router.currentRoute.value;
  return Boolean((matched.length > 0 ? meta : router.resolve(location.pathname).meta)['desk']);
};

const app = createApp(App).use(createPinia());
const screen = useSettingsStore();
const words = createWords(screen.settings.lang);
watchEffect(() => {
  const { lang, theme, deskTheme } = screen.settings;
  words.global.locale.value = lang;
  document.documentElement.lang = lang;
  document.documentElement.dataset['theme'] = isDesk() ? deskTheme : theme;
});
app.use(words).use(router).mount('#app');
