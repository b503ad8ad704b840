package org.permanence.practicefile;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.call.Line;
import org.permanence.practice.CallbackRules;
import org.permanence.practice.OutboundHours;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.TimeWindow;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the `callback` section of a practice file.
final class CallbackReader {

    private final Section section;
    private final ReferenceTable references;
    private final String country;

    /// @param country of the installation
    CallbackReader(Section section, ReferenceTable references, String country) {
        this.section = section;
        this.references = references;
        this.country = country;
    }

    /// Reads the section.
    ///
    /// @param numbers of the practice, which patients see as the caller id of a callback
    Value<CallbackRules> read(List<Value<PhoneNumber>> numbers) {
        var trunk = references.reference(Kind.TRUNK, section.required("trunk", ValueParsers.NAME));
        var ringTimeout = section.withDefault(
                "ring-timeout", ValueParsers.duration("5s", "60s"), DefaultRules.CALLBACK_RING_TIMEOUT);
        var maxAttempts =
                section.withDefault("max-attempts", ValueParsers.number(1, 10), DefaultRules.CALLBACK_ATTEMPTS);
        var retryAfter =
                section.withDefault("retry-after", ValueParsers.duration("30s", "24h"), DefaultRules.CALLBACK_RETRY);
        var allowedHours = section.optional("allowed-hours", TimeWindowSyntax.PARSER);
        List<Value<String>> countries = section.list("allowed-countries", ValueParsers.COUNTRY);
        var hours = hours(allowedHours);
        // In France, automated calls must not show a mobile number (ARCEP, decision 2022-1583).
        numbers.stream()
                .filter(number ->
                        number.toOptional().filter(PhoneNumber::isFrenchMobile).isPresent())
                .forEach(number -> section.addProblem(
                        number.location(),
                        "a mobile number",
                        "a landline number: automated calls must not show a mobile number"));
        return section.build(() -> new CallbackRules(
                new Line(trunk.get().value()),
                ringTimeout.get(),
                maxAttempts.get(),
                retryAfter.get(),
                countries.isEmpty()
                        ? Set.of(country)
                        : countries.stream().map(Value::get).collect(Collectors.toSet()),
                hours.get()));
    }

    private static boolean isOverMidnight(TimeWindow interval) {
        return !interval.start().isBefore(interval.end()) && !interval.end().equals(LocalTime.MIDNIGHT);
    }

    private Value<OutboundHours> hours(Value<Optional<TimeWindow>> allowedHours) {
        Optional<TimeWindow> read = allowedHours.toOptional().flatMap(interval -> interval);
        if (read.filter(CallbackReader::isOverMidnight).isPresent()) {
            section.addProblem(
                    allowedHours.location(), "ends on the next day", "an end after the beginning: no calls at night");
            return Value.invalid(allowedHours.location());
        }
        return Value.of(
                read.map(interval -> new OutboundHours(interval.start(), interval.end()))
                        .orElse(OutboundHours.DEFAULT),
                allowedHours.location());
    }
}
