import { PasskeyForm } from './passkey-form.ts';

customElements.define('passkey-form', PasskeyForm);
