reprise segment --resolutions
