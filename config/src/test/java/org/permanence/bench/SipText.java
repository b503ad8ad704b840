package org.permanence.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SIP message: its first line, its `Via` lines in order, and the first of every other header. Enough for phones
/// that trust each other on loopback.
record SipText(String firstLine, List<String> vias, Map<String, String> headers) {

    private static final Pattern USER = Pattern.compile("<sips?:([^@;>]*)@");
    private static final Pattern ADDRESS = Pattern.compile("<([^>]*)>");

    static SipText parse(String text) {
        String[] lines = text.split("\r\n", -1);
        List<String> vias = new ArrayList<>();
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
            String value = lines[i].substring(colon + 1).strip();
            if (name.equals("via")) {
                vias.add(value);
            } else {
                headers.putIfAbsent(name, value);
            }
        }
        return new SipText(lines[0], List.copyOf(vias), Map.copyOf(headers));
    }

    boolean isResponse() {
        return firstLine.startsWith("SIP/2.0 ");
    }

    int status() {
        return Integer.parseInt(firstLine.substring(8, 11));
    }

    /// INVITE, ACK or BYE; for a response, the method that it answers.
    String method() {
        String sequence = header("cseq");
        return sequence.substring(sequence.indexOf(' ') + 1);
    }

    String call() {
        return header("call-id");
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// The user part of `From`.
    String caller() {
        return firstGroup(USER, header("from"));
    }

    /// The address for later requests in this dialogue.
    String contact() {
        return firstGroup(ADDRESS, header("contact"));
    }

    /// The response to this request, with the headers that must be repeated.
    String answer(String status, String tag, String rest) {
        var answer = new StringBuilder("SIP/2.0 " + status + "\r\n");
        vias.forEach(via -> answer.append("Via: ").append(via).append("\r\n"));
        String to = header("to");
        answer.append("From: ").append(header("from")).append("\r\nTo: ").append(to);
        if (!to.contains(";tag=")) {
            answer.append(";tag=").append(tag);
        }
        answer.append("\r\nCall-ID: ").append(call());
        answer.append("\r\nCSeq: ").append(header("cseq")).append("\r\n");
        return answer.append(rest).toString();
    }

    private static String firstGroup(Pattern wanted, String in) {
        Matcher matcher = wanted.matcher(in);
        return matcher.find() ? matcher.group(1) : "";
    }
}
