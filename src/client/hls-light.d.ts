/** The package has types for its whole build alone, of which this one is a part. */
declare module 'hls.js/light' {
  export { default as Hls } from 'hls.js';
}
