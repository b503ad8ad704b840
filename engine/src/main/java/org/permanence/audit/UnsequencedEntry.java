package org.permanence.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.practice.PracticeId;
import org.permanence.verify.Hash;
import org.permanence.verify.LogPosition;

/// An entry before it has its place in the log: the part of its line that does not depend on the entries before it.
/// Keys are written in alphabetical order and no value needs an escape, so the line is canonical JSON.
final class UnsequencedEntry {

    private final String series;
    private final String beforePrev;
    private final String afterCount;
    private final String afterNumber;

    private UnsequencedEntry(String series, String beforePrev, String afterCount, String afterNumber) {
        this.series = series;
        this.beforePrev = beforePrev;
        this.afterCount = afterCount;
        this.afterNumber = afterNumber;
    }

    static UnsequencedEntry of(AuditRequest request) {
        return of(request, OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    /// @param completes the entry of which this one is the result
    /// @param occurred  when it happened, if it is written later than that
    static UnsequencedEntry of(
            AuditRequest request, OptionalLong completes, Optional<Outcome> outcome, Optional<Instant> occurred) {
        var text = new StringBuilder(400);
        text.append('{');
        appendWord(text, "action", request.action().name());
        appendWord(text, "actor", request.actor().name());
        completes.ifPresent(entry -> text.append("\"completes\":").append(entry).append(','));
        String details = request.details().entrySet().stream()
                .map(detail -> '"' + detail.getKey() + "\":\"" + detail.getValue() + '"')
                .collect(Collectors.joining(","));
        text.append("\"details\":{").append(details).append("},");
        appendWord(text, "device", request.actor().device());
        appendWord(text, "kind", request.object().kind().name());
        appendWord(text, "object", request.object().name());
        occurred.ifPresent(instant -> appendWord(text, "occurred", formatTime(instant)));
        outcome.ifPresent(result -> appendWord(text, "outcome", result.name()));
        request.practice().ifPresent(practice -> appendWord(text, "practice", practice.value()));
        var rest = new StringBuilder(100);
        appendWord(rest, "purpose", request.purpose().name());
        request.reason().ifPresent(reason -> appendWord(rest, "reason", reason.base64()));
        appendWord(rest, "role", request.actor().roleName());
        var end = new StringBuilder(60);
        appendWord(end, "session", request.actor().session());
        return new UnsequencedEntry(
                request.practice().map(PracticeId::value).orElse(LogPosition.INSTALLATION),
                text.toString(),
                rest.toString(),
                end.toString());
    }

    private static void appendWord(StringBuilder text, String key, String value) {
        text.append('"').append(key).append("\":\"").append(value).append("\",");
    }

    String series() {
        return series;
    }

    byte[] toJson(Hash prev, long inSeries, long number, String time) {
        String line = beforePrev + "\"prev\":\"" + prev + "\",\"pseq\":" + inSeries + ',' + afterCount + "\"seq\":"
                + number + ',' + afterNumber + "\"ts\":\"" + time + "\"}";
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// UTC to the microsecond, always 27 characters: times compare as texts.
    static String formatTime(Instant instant) {
        var utc = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        var text = new StringBuilder(27);
        appendDigits(text, utc.getYear(), 4).append('-');
        appendDigits(text, utc.getMonthValue(), 2).append('-');
        appendDigits(text, utc.getDayOfMonth(), 2).append('T');
        appendDigits(text, utc.getHour(), 2).append(':');
        appendDigits(text, utc.getMinute(), 2).append(':');
        appendDigits(text, utc.getSecond(), 2).append('.');
        return appendDigits(text, instant.getNano() / 1000, 6).append('Z').toString();
    }

    private static StringBuilder appendDigits(StringBuilder text, int value, int width) {
        String digits = Integer.toString(value);
        text.repeat('0', width - digits.length());
        return text.append(digits);
    }
}
