package io.nightshift.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What every task of a playbook registered in Ansible, in a first run and in a second one after it. */
record Recording(List<Recorded> tasks) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One task: how it ended and what it registered. */
    record Recorded(String task, String module, Ended first, Ended second) {}

    record Ended(String status, Map<String, Object> result) {}

    Recording {
        tasks = List.copyOf(tasks);
    }

    static Recording read(Path file) throws IOException {
        return new Recording(JSON.readValue(Files.readString(file), new TypeReference<ArrayList<Recorded>>() {}));
    }
}
