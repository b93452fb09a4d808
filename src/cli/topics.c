/* What `reprise help TOPIC` teaches: topics.txt, compiled in. A topic is a line
 * "# name: summary" and what stands below it up to the next. */
#include "cli/cli.h"

#include <string.h>

extern const char rp_data_topics[];

bool rp_cli_topic(size_t i, struct rp_topic *topic)
{
    const char *p = rp_data_topics;
    while (p && i--)
        p = strstr(p + 1, "\n# ");
    if (!p)
        return false;
    p += *p == '\n';
    const char *colon = strchr(p, ':'), *end = strchr(p, '\n');
    const char *next = strstr(end, "\n# ");
    topic->name = (struct rp_str){p + 2, (size_t)(colon - p - 2)};
    topic->summary = (struct rp_str){colon + 2, (size_t)(end - colon - 2)};
    topic->body.p = end + 1;
    topic->body.n = next ? (size_t)(next - end - 1) : strlen(end + 1);
    return true;
}

bool rp_cli_topic_find(const char *name, struct rp_topic *topic)
{
    for (size_t i = 0; rp_cli_topic(i, topic); i++)
        if (rp_str_equal(topic->name, rp_str_of(name)))
            return true;
    return false;
}
