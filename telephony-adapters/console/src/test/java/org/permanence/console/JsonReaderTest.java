package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {

    enum Mode {
        HALF_DAY,
        CLOSED
    }

    record Span(int from, int until) {
        Span {
            if (until < from) {
                throw new IllegalArgumentException("span: " + until + " (expected: an end after the start)");
            }
        }
    }

    record Closure(
            String title, @MaxBytes(8) Optional<String> note, Mode mode, List<Span> spans, Optional<Boolean> open) {}

    record Filter(Optional<String> day, Mode mode) {}

    private final JsonReader reader = new JsonReader();

    @Test
    void contentIsReadIntoItsType() {
        Closure closure = read("""
                {"title": "été 🎈", "mode": "half-day", "spans": [{"from": 1, "until": 2}], "open": null}
                """);

        assertEquals(
                new Closure("été 🎈", Optional.empty(), Mode.HALF_DAY, List.of(new Span(1, 2)), Optional.empty()),
                closure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'title':'a','mode':'closed','spans':[],'colour':'red'} | /colour | one of the keys mode, note, open, spans, title",
                "{'title':'a','title':'b','mode':'closed','spans':[]}    | /title  | each key once",
                "{'title':7,'mode':'closed','spans':[]}                  | /title  | text",
                "{'title':true,'mode':'closed','spans':[]}               | /title  | text",
                "{'title':null,'mode':'closed','spans':[]}               | /title  | text",
                "{'mode':'closed','spans':[]}                            | /title  | text",
                "{'title':['a'],'mode':'closed','spans':[]}              | /title  | text",
                "{'title':'a','mode':'CLOSED','spans':[]}                | /mode   | one of the words half-day, closed",
                "{'title':'a','mode':1,'spans':[]}                       | /mode   | one of the words half-day, closed",
                "{'title':'a','mode':'closed','spans':'none'}            | /spans  | a list",
                "{'title':'a','mode':'closed','spans':[{'from':'1','until':2}]} | /spans/0/from | a whole number",
                "{'title':'a','mode':'closed','spans':[{'from':1.5,'until':2}]} | /spans/0/from | a whole number",
                "{'title':'a','mode':'closed','spans':[{'from':1}]}      | /spans/0/until | a whole number",
                "{'title':'a','mode':'closed','spans':[7]}               | /spans/0 | an object",
                "{'title':'a','mode':'closed','spans':[{'from':3,'until':2}]}   | /spans/0 | an end after the start",
                "{'title':'a','mode':'closed','spans':[],'open':'yes'}   | /open   | true or false",
                "{'title':'a','note':'123456789','mode':'closed','spans':[]}    | /note | text of at most 8 bytes",
                "{'title':'a','note':'ééééé','mode':'closed','spans':[]} | /note   | text of at most 8 bytes",
                "{'title':'\\ud800','mode':'closed','spans':[]}          | /title  | text of whole characters (no half of a surrogate pair)",
                "{'title':'\\udc00\\ud800','mode':'closed','spans':[]}   | /title  | text of whole characters (no half of a surrogate pair)",
                "{'title':'a\\u0000','mode':'closed','spans':[]}         | /title  | text without NUL",
                "{'a/b~':{'\\u0000':1}}                                  | /a~1b~0 | text without NUL",
                "null                                                    | ``      | an object",
                "[]                                                      | ``      | an object",
                "{} {}                                                   | ``      | well-formed JSON",
                "{'title'                                                | ``      | well-formed JSON",
                "{/* */}                                                 | ``      | well-formed JSON",
                "``                                                      | ``      | well-formed JSON",
            })
    void contentThatDoesNotFitIsRefusedWithPlaceAndExpectation(String json, String pointer, String expected) {
        assertEquals(
                HttpProblem.invalid(pointer, expected),
                refused(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void contentOf33LevelsIsRefused() {
        assertEquals(
                HttpProblem.invalid("/0".repeat(32), "at most 32 levels"),
                refused("[".repeat(33).concat("]".repeat(33)).getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                HttpProblem.invalid("", "an object"),
                refused("[".repeat(32).concat("]".repeat(32)).getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "at most 32 levels",
                refused("[".repeat(60_000).getBytes(StandardCharsets.UTF_8))
                        .expected()
                        .orElseThrow());
    }

    @Test
    void textBeyond4KibIsRefused() {
        String json = "{\"title\":\"%s\",\"mode\":\"closed\",\"spans\":[]}";

        assertEquals(4_096, read(json.formatted("x".repeat(4_096))).title().length());
        assertEquals(
                HttpProblem.invalid("/title", "text of at most 4096 bytes"),
                refused(json.formatted("x".repeat(4_097)).getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1"})
    void contentInAnotherEncodingIsRefused(String encoding) {
        HttpProblem problem =
                refused("{\"title\":\"é\",\"mode\":\"closed\",\"spans\":[]}".getBytes(Charset.forName(encoding)));

        assertEquals(ProblemType.INVALID_REQUEST, problem.type());
    }

    @Test
    void contentCutAnywhereIsRefused() {
        byte[] whole = "{\"title\":\"é🎈\",\"mode\":\"closed\",\"spans\":[{\"from\":1,\"until\":2}]}"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < whole.length; i++) {
            assertEquals(
                    ProblemType.INVALID_REQUEST,
                    refused(java.util.Arrays.copyOf(whole, i)).type());
        }
    }

    @Test
    void problemHasNoValueOfTheRequest() {
        HttpProblem problem =
                refused("{\"title\":\"a\",\"mode\":\"secret\",\"spans\":[]}".getBytes(StandardCharsets.UTF_8));

        String json = new String(reader.write(problem.document()), StandardCharsets.UTF_8);

        assertFalse(json.contains("secret"), json);
        assertEquals(
                "{\"type\":\"/problems/invalid-request\",\"title\":\"The request is not as expected\",\"status\":400,"
                        + "\"pointer\":\"/mode\",\"expected\":\"one of the words half-day, closed\"}",
                json);
    }

    @Test
    void queryIsReadAsStrictlyAsContent() {
        assertEquals(
                new Filter(Optional.of("today"), Mode.CLOSED),
                reader.readQuery(Map.of("day", List.of("today"), "mode", List.of("closed")), Filter.class));
        assertEquals(
                HttpProblem.invalid("/mode", "each key once"),
                problem(() -> reader.readQuery(Map.of("mode", List.of("closed", "closed")), Filter.class)));
        assertEquals(
                HttpProblem.invalid("/x", "one of the keys day, mode"),
                problem(() -> reader.readQuery(Map.of("x", List.of("1"), "mode", List.of("closed")), Filter.class)));
    }

    private Closure read(String json) {
        return reader.read(json.getBytes(StandardCharsets.UTF_8), Closure.class);
    }

    private HttpProblem refused(byte[] content) {
        return problem(() -> reader.read(content, Closure.class));
    }

    private static HttpProblem problem(Runnable reading) {
        return assertThrows(ProblemException.class, reading::run).problem();
    }
}
