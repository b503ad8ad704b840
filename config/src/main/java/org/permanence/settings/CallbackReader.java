package org.permanence.settings;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.call.Line;
import org.permanence.practice.CallbackRules;
import org.permanence.practice.OutboundHours;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.Ledger.Kind;

/// Reads the `callback` section of a practice.
final class CallbackReader {

    private final Section section;
    private final Ledger ledger;
    private final String country;

    /// @param country of the house
    CallbackReader(Section section, Ledger ledger, String country) {
        this.section = section;
        this.ledger = ledger;
        this.country = country;
    }

    /// Reads it.
    ///
    /// @param numbers of the practice: they are shown to whoever is called back
    Value<CallbackRules> read(List<Value<PhoneNumber>> numbers) {
        var through = ledger.use(Kind.TRUNK, section.required("through", Shapes.NAME));
        var ring = section.orElse("ring", Shapes.duration("5s", "60s"), Defaults.CALLBACK_RING);
        var attempts = section.orElse("attempts", Shapes.number(1, 10), Defaults.CALLBACK_ATTEMPTS);
        var retryAfter = section.orElse("retry-after", Shapes.duration("30s", "24h"), Defaults.CALLBACK_RETRY);
        var between = section.optional("between", Shapes.INTERVAL);
        List<Value<String>> countries = section.list("countries", Shapes.COUNTRY);
        var hours = hours(between);
        // No call made by a machine may show a mobile number there (ARCEP, decision 2022-1583).
        numbers.stream()
                .filter(number ->
                        number.ifRead().filter(PhoneNumber::isFrenchMobile).isPresent())
                .forEach(number -> section.problem(
                        number.spot(),
                        "a mobile number",
                        "one at home: a machine that rings patients may show no other"));
        return section.build(() -> new CallbackRules(
                new Line(through.get().value()),
                ring.get(),
                attempts.get(),
                retryAfter.get(),
                countries.isEmpty()
                        ? Set.of(country)
                        : countries.stream().map(Value::get).collect(Collectors.toSet()),
                hours.get()));
    }

    private static boolean isOverMidnight(Interval interval) {
        return !interval.start().isBefore(interval.end()) && !interval.end().equals(LocalTime.MIDNIGHT);
    }

    private Value<OutboundHours> hours(Value<Optional<Interval>> between) {
        Optional<Interval> read = between.ifRead().flatMap(interval -> interval);
        if (read.filter(CallbackReader::isOverMidnight).isPresent()) {
            section.problem(between.spot(), "over midnight", "an end after the beginning: nobody is rung at night");
            return Value.unread(between.spot());
        }
        return Value.of(
                read.map(interval -> new OutboundHours(interval.start(), interval.end()))
                        .orElse(OutboundHours.DEFAULT),
                between.spot());
    }
}
