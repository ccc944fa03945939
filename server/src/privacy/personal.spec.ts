import { describe, expect, it } from '@jest/globals';
import { maskName, maskPerson, maskPhone, maskText, maskValue } from './personal.js';

describe('a masked person', () => {
  it('keeps of a name its first character, whatever its script and length', () => {
    expect(['王小明', 'John Smith', ' 李 ', '𠮷田', ''].map(maskName)).toEqual(['王**', 'J**', '李**', '𠮷**', '**']);
  });

  it('keeps of a number what tells two apart, and less of a shorter one', () => {
    const shown = ['13812345678', '+86 138-1234-5678', '01088886666', '88886666', '10086'].map(maskPhone);
    expect(shown).toEqual(['138****5678', '138****5678', '010****6666', '****6666', '****']);
  });

  it('is unknown where nothing was said', () => {
    expect(maskPerson({ name: null })).toEqual({ name: null, phone: null });
  });
});

it('numbers and addresses typed into free text are masked, order numbers are not', () => {
  expect(maskText('请回电13812345678，订单202611210000138')).toBe('请回电138****5678，订单202611210000138');
  expect(maskValue({ note: ['wang.xm@mail.example.com', 3, null] })).toEqual({ note: ['***@mail.example.com', 3, null] });
});
