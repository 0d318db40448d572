import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCaptions, readCaptions, troubleWords } from './read-captions.ts';
import { webVttFiles } from './webvtt-files-for-tests.ts';
import { writeWebVtt } from './write-webvtt.ts';

const said = (source: string) => readCaptions(source).cues.map(({ speaker, text }) => [speaker, text]);
const troubles = (source: string) => readCaptions(source).troubles;
const vtt = (words: string) => `WEBVTT\n\n00:00.000 --> 00:02.000\n${words}\n`;

describe('WebVTT', () => {
  it('gives times in milliseconds, with or without hours', () => {
    const [cue] = readCaptions('WEBVTT\n\none\n01:02:03.004 --> 1:02:03.005 align:start\nHello\n').cues;
    expect(cue).toBeUndefined();
    const { cues } = readCaptions('WEBVTT\n\none\n00:03.004 --> 01:02:03.005 align:start\nHello\nyou\n');
    expect(cues).toEqual([{ startsMs: 3004, endsMs: 3_723_005, text: 'Hello\nyou', speaker: null }]);
  });

  it('says who speaks, and keeps what several say in one cue apart', () => {
    expect(said(vtt('<v.loud Grace Hopper>Ship it.</v> <v Joe>&lt;No&gt; &amp; no.</v>'))).toEqual([
      ['Grace Hopper', 'Ship it.'],
      ['Joe', '<No> & no.'],
    ]);
    expect(said(vtt('&gt;&gt; SHADI ABOU-ZAHRA:\nJust a little'))).toEqual([
      ['SHADI ABOU-ZAHRA', 'Just a little'],
    ]);
  });

  it('leaves out markup, readings above words, comments and styles', () => {
    const source = vtt('<c.red><i>A <b>word</b></i></c> <00:01.000><ruby>漢<rt>kan</rt></ruby>');
    expect(said(source)).toEqual([[null, 'A word 漢']]);
    expect(
      said(`WEBVTT - talk\nKind: captions\n\nNOTE by me\n\nSTYLE\n::cue{}\n\n00:00.000 --> 00:01.000\nHi`),
    ).toEqual([[null, 'Hi']]);
  });

  it('names the line of what it cannot read, and then takes nothing', () => {
    const source =
      'WEBVTT\n\n00:00.000 --> 00:02.000\nGood\n\n00:03 --> 00:04\nBad\n\n00:05.000 --> 00:04.000\nBack\n\nlost words\n';
    expect(readCaptions(source).cues).toEqual([]);
    expect(troubles(source)).toEqual([
      { line: 6, reason: 'These are no times. They are written like 00:01.000 --> 00:04.500.' },
      { line: 9, reason: 'It ends before it begins.' },
      { line: 12, reason: 'There are no times above these words.' },
    ]);
    expect(troubleWords(troubles(source), { most: 1 })).toContain('There are 2 more places like these.');
  });

  it('refuses a sign that would swallow the words behind it', () => {
    expect(troubles(vtt('I <3 you\nand you'))).toEqual([
      { line: 4, reason: 'A < is not closed. The sign itself is written &lt;.' },
    ]);
    expect(said(vtt('I &lt;3 you'))).toEqual([[null, 'I <3 you']]);
  });
});

describe('SRT', () => {
  it('is read with its few tags taken out and every other sign kept', () => {
    const source =
      '\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>If</i> a <b and {\\an8}c\r\n\r\n2\r\n0:00:03,5 --> 0:00:04\r\nx';
    expect(readCaptions(source).cues).toEqual([
      { startsMs: 1000, endsMs: 2500, text: 'If a <b and c', speaker: null },
      { startsMs: 3500, endsMs: 4000, text: 'x', speaker: null },
    ]);
  });

  it('names lines as well', () => {
    expect(troubles('1\n00:00:01,000 --> 00:00:02,000\na\n\nb\n')).toEqual([
      { line: 5, reason: 'There are no times above these words.' },
    ]);
    expect(troubles('1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb')).toEqual([
      { line: 5, reason: 'An empty line is missing above these times.' },
    ]);
  });
});

describe('any captions', () => {
  it('of 267 files, valid and broken, are read whole or refused with a line and a reason', () => {
    const outcomes = webVttFiles().map(([path, source]) => {
      const { cues, troubles: found } = readCaptions(source);
      const isTold = found.every(
        ({ line, reason }) => line >= 1 && line <= source.split('\n').length && reason.endsWith('.'),
      );
      return { path, fits: isTold && cues.length > 0 !== found.length > 0, isRead: cues.length > 0 };
    });
    expect(outcomes.filter(({ fits }) => !fits)).toEqual([]);
    expect(outcomes).toHaveLength(267);
    expect(outcomes.filter(({ isRead }) => isRead)).toHaveLength(186);
  });

  it('that were read are written as WebVTT that reads the same', () => {
    const read = webVttFiles()
      .map(([, source]) => readCaptions(source).cues)
      .filter((cues) => cues.length > 0);
    expect(read.map((cues) => readCaptions(writeWebVtt(cues)).cues)).toEqual(read);
  });

  it('never hold markup, whatever was sent', () => {
    const source = vtt('<v &lt;script&gt;>&lt;img src=x onerror=alert(1)&gt; &#60;b&#62; --&gt;</v>');
    const written = writeWebVtt(readCaptions(source).cues);
    expect(written).toContain('&lt;img src=x');
    expect(written.replaceAll(/<v [^<>]*>/g, '')).not.toMatch(/<|--> *\n/);
  });

  it('never throw, for any text', () => {
    const parts = fc.constantFrom(
      'WEBVTT',
      '\n',
      '\r\n',
      '\n\n',
      '00:00.000',
      '00:00:01,000',
      '-->',
      '1',
      '<v a>',
      '<',
      '>',
      '&#0;',
      '\0',
    );
    const text = fc
      .array(fc.oneof(parts, fc.string({ unit: 'binary' })), { maxLength: 60 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (source) => {
        const { cues, troubles: found } = readCaptions(source);
        expect(cues.length > 0).not.toBe(found.length > 0);
        expect(readCaptions(writeWebVtt(cues)).cues).toEqual(cues);
      }),
    );
  });

  it('take time in proportion to their length', () => {
    const hostile = ['<', '&', '<v ', '>> A', '00:', '\n', '-->', '1\n'].map(
      (part) => `WEBVTT\n\n00:00.000 --> 00:01.000\n${part.repeat(400_000)}`,
    );
    const begun = performance.now();
    for (const source of hostile) readCaptions(source);
    expect(performance.now() - begun).toBeLessThan(8000);
  });

  it('have bounds, and must be UTF-8', () => {
    expect(troubles('x'.repeat(2_000_001))).toEqual([{ line: 1, reason: 'Captions can have up to 2 MB.' }]);
    expect(troubles(' \n')).toEqual([{ line: 1, reason: 'There is nothing in this file.' }]);
    const many = 'WEBVTT\n' + '\n00:00.000 --> 00:01.000\na\n'.repeat(20_001);
    expect(troubles(many)[0]?.reason).toBe('Captions can have up to 20,000 cues.');
    expect(decodeCaptions(Buffer.from('caf\xe9', 'latin1'))).toBeNull();
    expect(decodeCaptions(Buffer.from('\ufeffcafé', 'utf16le'))).toBe('café');
  });
});
