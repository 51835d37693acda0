package org.rsmtck.kit.wire;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line that cannot be read is refused with the field, its value and the remedy. */
class MalformedLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"call":"disconnect","handle":"0x3"}         | field "v" is missing; the line has [call, handle]
                    {"v":2,"call":"disconnect","handle":"0x3"}   | field "v": 2 is not a version known here; write version 1
                    {"v":"1","call":"disconnect","handle":"0x3"} | field "v": "1" is not an integer; write it without quotes
                    {"v":1,"handle":"0x3"}                       | field "call" is missing; the line has [v, handle]
                    {"v":1,"call":"disconect","handle":"0x3"}    | field "call": "disconect" is not known; write one of get_controller,
                    {"v":1,"call":"disconnect"}                  | field "handle" is missing; the line has [v, call]
                    {"v":1,"call":"disconnect","handle":3}       | field "handle": 3 is not a string; write it in quotes
                    {"v":1,"call":"disconnect","handle":"3"}     | field "handle": "3" is no handle; write it like "0x1000", 1 to 16 hexadecimal digits after 0x
                    {"v":1,"call":"disconnect","handle":"0x3","node":1} | field "node": 1 is no field of disconnect; leave it out, its fields are [handle]
                    {"v":1,"call":"disconnect","handle":["0x3"]} | field "handle": "[" opens a nested value; a line is flat, write integers and strings
                    {"v":1,"call":"disconnect","handle":null}    | field "handle": "null" is neither an integer nor a string; write one of them
                    {"v":1,"call":"set_mode","handle":"0x3","mode":1.0} | field "mode": "1.0" is neither an integer nor a string; write one of them
                    {"v":1,"call":"set_mode","handle":"0x3","mode":2147483648} | field "mode": 2147483648 is out of range; write -2147483648 to 2147483647
                    {"v":1,"call":"set_mode","handle":"0x3","mode":99999999999999999999} | field "mode": "99999999999999999999" does not fit in 64 bits; handles are written as hexadecimal strings
                    {"v":1,"call":"disconnect","handle":"0x3","handle":"0x4"} | the line is not JSON: Duplicate Object property "handle"; write one object per line
                    {"v":1,"call":"disconnect","handle":"0x3"} {} | the line goes on after its object ends; write one object per line
                    {"v":1,"call":"disconnect","handle"          | the line is not JSON:
                    [1]                                          | the line is not a JSON object; write {"v":1, ...}
                    ``                                           | the line is not a JSON object; write {"v":1, ...}
                    {"v":1,"call":"connect","controller":"0x1","node":-1,"segment":1,"permission":"0400","out":"valid"} | field "node": -1 is out of range; write 0 to 4294967295
                    {"v":1,"call":"connect","controller":"0x1","node":1,"segment":1,"permission":"400","out":"valid"} | field "permission": "400" is no mode; write it like "0400", octal digits after 0, of at most 32 bits
                    {"v":1,"call":"connect","controller":"0x1","node":1,"segment":1,"permission":"0400","out":"bad"} | field "out": "bad" is no pointer; write it like "valid" or "null" or "unmapped"
                    {"v":1,"call":"republish","handle":"0x1","access":"1:0600,"} | field "access": "1:0600," is no access list; write it like "1:0600,2:0400", "" for an empty list, or "null:0"
                    {"v":1,"call":"put","handle":"0x1","offset":0,"data":"0","buffer":"valid"} | field "data": "0" is no bytes; write it like "00ff", two hexadecimal digits for each byte
                    {"v":1,"call":"get_units","handle":"0x1","width":3,"offset":0,"count":1,"buffer":"valid"} | get_units cannot be: width 3 B is none of 1, 2, 4 and 8
                    """)
    void aCallThatCannotBeReadIsRefusedWithItsRemedy(String line, String sentence) {
        assertThatExceptionOfType(MalformedLineException.class)
                .isThrownBy(() -> Wire.call(line))
                .withMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"v":1,"reply":"refused","error":46,"out":"0x0"} | field "error": 46 is no error number of the interface; write the reply "unknown" with the field "number"
                    {"v":1,"reply":"ok"}                             | field "reply": "ok" is not known; write one of done, handle,
                    {"v":1,"call":"disconnect","handle":"0x3"}       | field "reply" is missing; the line has [v, call, handle]
                    """)
    void aReplyThatCannotBeReadIsRefusedWithItsRemedy(String line, String sentence) {
        assertThatExceptionOfType(MalformedLineException.class)
                .isThrownBy(() -> Wire.reply(line))
                .withMessageStartingWith(sentence);
    }
}
