reprise help explain
